"""Scores: ratios of sums over recordings, with 95 % bootstrap intervals, and the matching of repetitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

SEED, RESAMPLES = 20240229, 2000  # of the bootstrap: the same recordings give the same interval
INTERVAL = (2.5, 97.5)  # percentiles
SAME_IOU = 0.5  # of two spans that are the same repetition
SAME_END_S = 0.5  # s between two ends of the same repetition; ends labelled by eye are good to 0.3 s

Span = tuple[float, float]
Match = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """A score with its 95 % interval; `n` recordings stand behind it."""

    value: float
    low: float
    high: float
    n: int


def ratio(parts: Sequence[float], wholes: Sequence[float]) -> Figure | None:
    """Sum of parts / sum of wholes, one of each a recording; None when there is nothing to divide by.

    The interval resamples recordings, not frames or repetitions: those of one person are not independent.
    """
    part, whole = np.asarray(parts, float), np.asarray(wholes, float)
    if part.shape != whole.shape or part.ndim != 1:
        raise ValueError(f"ratio: expected two rows of the same length, got {part.shape} and {whole.shape}")
    if not whole.sum() > 0:
        return None
    rows = np.random.default_rng(SEED).integers(len(part), size=(RESAMPLES, len(part)))
    sums = whole[rows].sum(axis=1)
    drawn = part[rows].sum(axis=1)[sums > 0] / sums[sums > 0]
    low, high = np.percentile(drawn, INTERVAL)
    return Figure(float(part.sum() / whole.sum()), float(low), float(high), len(part))


def mean(values: Sequence[float]) -> Figure | None:
    """The mean of one value a recording; None of nothing."""
    return ratio(values, [1.0] * len(values))


def f1(found: Sequence[tuple[int, int, int]]) -> Figure | None:
    """F1 from (matched, wanted, found) of every recording: 2 matched / (wanted + found)."""
    return ratio([2.0 * hits for hits, _, _ in found], [float(wanted + got) for _, wanted, got in found])


def overlap(a: Span, b: Span) -> float:
    """Intersection over union of two spans of time, 0..1."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    whole = max(a[1], b[1]) - min(a[0], b[0])
    return max(shared, 0.0) / whole if whole > 0 else 0.0


def match_spans(wanted: Sequence[Span], found: Sequence[Span], least: float = SAME_IOU) -> list[Match]:
    """Pairs (index wanted, index found) of spans that overlap by at least `least`, best first."""
    return _best_pairs(len(wanted), len(found), lambda i, j: overlap(wanted[i], found[j]), least)


def match_ends(wanted: Sequence[float], found: Sequence[float], most_s: float = SAME_END_S) -> list[Match]:
    """Pairs (index wanted, index found) of times that lie at most `most_s` apart, nearest first."""
    return _best_pairs(len(wanted), len(found), lambda i, j: -abs(wanted[i] - found[j]), -most_s)


def _best_pairs(n: int, m: int, likeness: Callable[[int, int], float], least: float) -> list[Match]:
    """Every index at most once, the most alike first."""
    pairs = sorted(((likeness(i, j), i, j) for i in range(n) for j in range(m)), key=lambda p: (-p[0], p[1:]))
    taken: list[Match] = []
    for like, i, j in pairs:
        if like >= least and all(i != other[0] and j != other[1] for other in taken):
            taken.append((i, j))
    return sorted(taken)
