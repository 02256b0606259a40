"""The movement of a set as a drawing: curve, target, what counted, what did not, what was faulty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import ceil, floor, log10
from xml.etree import ElementTree as ET

from formcheck.core.exercise import Exercise
from formcheck.core.summary import Set
from formcheck.stored import Sample
from formcheck.wording import clock

WIDTH, HEIGHT = 900, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 30, 26  # around the plot
LONGEST_GAP_S = 1.0  # between two samples; with more, nothing was measured in between, and the line breaks
TICKS = 4  # at least about so many on each axis
TIME_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)  # s
CROWDED = 40  # repetitions, above which they have no numbers

Scale = Callable[[float], float]
Range = tuple[float, float]


def chart(one: Set, samples: Sequence[Sample], exercise: Exercise | None) -> str:
    """An SVG of the samples of a set, at least two; each meaning has a shape of its own."""
    times = [t for t, _ in samples]
    values = [value for _, value in samples]
    target = [exercise.signal.target] if exercise else []
    x = _scale(times[0], times[-1], LEFT, WIDTH - RIGHT)
    low, high = min(values + target), max(values + target)
    edge = 0.06 * (high - low) or 1.0
    y = _scale(low - edge, high + edge, HEIGHT - BOTTOM, TOP)
    svg = ET.Element("svg", {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img"})
    faulty = sum(bool(rep.faults) for rep in one.reps)
    ET.SubElement(svg, "title").text = f"The movement, {len(one.reps)} counted, {faulty} with a fault"
    _bands(svg, one, x)
    _axes(svg, x, y, (times[0], times[-1]), (low - edge, high + edge))
    for value in target:
        _path(svg, "target", f"M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}")
        _text(svg, LEFT + 4, y(value) - 6, "target", "start")
    _path(svg, "curve", _curve(samples, x, y))
    _marks(svg, one, samples, x, y)
    return ET.tostring(svg, encoding="unicode")


def _scale(low: float, high: float, start: float, end: float) -> Scale:
    span = high - low or 1.0
    return lambda value: start + (value - low) / span * (end - start)


def _path(parent: ET.Element, kind: str, d: str) -> None:
    ET.SubElement(parent, "path", {"class": kind, "d": d})


def _text(parent: ET.Element, x: float, y: float, text: str, anchor: str = "middle") -> None:
    ET.SubElement(parent, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor}).text = text


def _bands(svg: ET.Element, one: Set, x: Scale) -> None:
    spans = [(rep.start_s, rep.end_s, "band fault" if rep.faults else "band") for rep in one.reps]
    spans += [(hold.start_s, hold.end_s, "band fault" if hold.faults else "band") for hold in one.holds]
    spans += [(attempt.start_s, attempt.end_s, "band refused") for attempt in one.attempts]
    for start, end, kind in spans:
        left, right = max(x(start), LEFT), min(x(end), WIDTH - RIGHT)
        size = {"x": f"{left:.1f}", "width": f"{max(right - left, 0):.1f}"}
        ET.SubElement(
            svg, "rect", {**size, "y": str(TOP), "height": str(HEIGHT - TOP - BOTTOM), "class": kind}
        )


def _axes(
    svg: ET.Element, x: Scale, y: Scale, times: tuple[float, float], values: tuple[float, float]
) -> None:
    for value in ticks(*values):
        _path(svg, "grid", f"M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}")
        _text(svg, LEFT - 8, y(value) + 4, f"{value:g}", "end")
    for t in ticks(*times, steps=TIME_STEPS):
        _text(svg, x(t), HEIGHT - 7, clock(t))


def ticks(low: float, high: float, steps: Sequence[float] = ()) -> list[float]:
    """Round values between two, some four to eight of them; `steps` are preferred as far as they go."""
    rough = (high - low or 1.0) / TICKS / 2
    size = 10 ** floor(log10(rough))
    step = next(one for one in (*steps, *(size * factor for factor in (1, 2, 5, 10))) if one >= rough)
    return [round(i * step, 9) for i in range(ceil(low / step), floor(high / step) + 1)]


def _curve(samples: Sequence[Sample], x: Scale, y: Scale) -> str:
    points = [f"M{x(samples[0][0]):.1f} {y(samples[0][1]):.1f}"]
    for (before, _), (t, value) in pairwise(samples):
        points.append(f"{'M' if t - before > LONGEST_GAP_S else 'L'}{x(t):.1f} {y(value):.1f}")
    return "".join(points)


def _marks(svg: ET.Element, one: Set, samples: Sequence[Sample], x: Scale, y: Scale) -> None:
    for rep in one.reps:
        at, value = x(rep.peak_s), min(samples, key=lambda sample: abs(sample[0] - rep.peak_s))[1]
        if rep.faults:
            _path(svg, "mark fault", f"M{at:.1f} {y(value) - 7:.1f}l7 12h-14z")
        else:
            ET.SubElement(
                svg, "circle", {"cx": f"{at:.1f}", "cy": f"{y(value):.1f}", "r": "5", "class": "mark"}
            )
        if len(one.reps) <= CROWDED:
            _text(svg, at, TOP - 9, str(rep.index))
    for attempt in one.attempts:
        middle = x((attempt.start_s + attempt.end_s) / 2)
        _path(svg, "mark refused", f"M{middle - 5:.1f} {TOP - 18}l10 10m0-10l-10 10")
