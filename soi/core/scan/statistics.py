"""The likelihood ratio of one zone, and the fewest cases with which a zone can reach a value."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
TIE = 1e-9  # two statistics nearer than this are the same one, added up in another order


def _times_log_ratio(count: Floats, of: Floats) -> Floats:
    """Give count * ln(count / of), 0 where count is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(count > 0, count * np.log(count / of), 0.0)


def poisson_ratio(cases: Floats, expected: Floats, total: int) -> Floats:
    """Give the log likelihood ratio of zones with more cases than expected, else 0.

    Source: Kulldorff 1997, Commun. Statist. Theory Meth. 26:1481; Kulldorff et al. 2005,
    PLoS Medicine 2(3):e59.
    """
    cases, expected = np.asarray(cases, np.float64), np.asarray(expected, np.float64)
    ratio = _times_log_ratio(cases, expected) + _times_log_ratio(total - cases, total - expected)
    return np.where(cases > expected, ratio, 0.0)


def bernoulli_ratio(cases: Floats, people: Floats, total: int, population: int) -> Floats:
    """Give the log likelihood ratio of zones with a higher rate than outside, else 0.

    Source: Kulldorff, Nagarwalla 1995, Stat. Med. 14:799.
    """
    cases, people = np.asarray(cases, np.float64), np.asarray(people, np.float64)
    inside = _share(cases, people)
    outside = _share(total - cases, population - people)
    whole = _share(np.array(float(total)), np.array(float(population)))
    return np.where(cases * population > total * people, inside + outside - whole, 0.0)


def _share(cases: Floats, people: Floats) -> Floats:
    return _times_log_ratio(cases, people) + _times_log_ratio(people - cases, people)


def fewest(
    weights: Floats,
    shares: Floats,
    total: int,
    *,
    population: int = 0,
    value: float,
    min_cases: int,
) -> npt.NDArray[np.int32]:
    """Give for each weight and window the fewest cases whose ratio reaches the value.

    The ratio grows with the cases and falls with the weight, so a bisection over whole counts
    finds it; what no count reaches gets total + 1. population 0: the Poisson ratio.
    """
    expected = weights[:, None] * shares[None, :]
    low = np.zeros(expected.shape, np.int64)
    high = np.full(expected.shape, total + 1, np.int64)
    while np.any(high - low > 1):
        middle = (low + high) // 2
        tried = middle.astype(np.float64)
        ratio = (
            bernoulli_ratio(
                tried, np.broadcast_to(weights[:, None], middle.shape), total, population
            )
            if population
            else poisson_ratio(tried, expected, total)
        )
        reached = (ratio >= value - TIE) & (ratio > 0)
        high, low = np.where(reached, middle, high), np.where(reached, low, middle)
    return np.maximum(high, max(1, min_cases)).astype(np.int32)
