"""What a measure is: a named function of one body and of the person's own baseline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from formcheck.core.body import Body

Own = Mapping[str, float]  # the person's own values at the start position, by name; missing = not yet known
Pair = tuple[float, float]
# s between looks at what lasts: from where the camera looks, how a stander's feet are placed, what shows for
# a while. Every third frame of a camera is soon enough.
LOOK_EVERY_S = 0.09
REPORTED_UNITS = ("deg", "m", "s")  # the others are shares, which need no unit in a name


@dataclass(frozen=True, slots=True)
class Measure:
    """A named quantity. `fn` gives one float, or (left, right) when `sided`; NaN = cannot be measured now."""

    name: str
    unit: str
    fn: Callable[[Body, Own], float]

    @property
    def label(self) -> str:
        """The name with its unit, as in reports."""
        return f"{self.name}_{self.unit}" if self.unit in REPORTED_UNITS else self.name


@dataclass(frozen=True, slots=True)
class SidedMeasure:
    """A quantity of each side: `fn` gives (left, right); NaN = cannot be measured now."""

    name: str
    unit: str
    fn: Callable[[Body, Own], Pair]

    @property
    def label(self) -> str:
        """The name with its unit, as in reports."""
        return f"{self.name}_{self.unit}" if self.unit in REPORTED_UNITS else self.name


def mean(pair: Pair) -> float:
    """The middle of a left and a right value."""
    return (pair[0] + pair[1]) / 2.0


def each(fn: Callable[..., float], pair: Pair, *args: float) -> Pair:
    """A function of one value, applied to the left and the right."""
    return fn(pair[0], *args), fn(pair[1], *args)


def outside(value: float, low: float, high: float) -> float:
    """How far a value lies outside a range: 0 within, in the value's unit."""
    return max(low - value, value - high, 0.0)
