"""Charts as SVG that the server draws: bars of parts, lines towards a plan.

No library, no script. Each has a title that says it in words, patterns beside its colours, and a
table near it on the page. Classes and patterns are those of `ward.css`; a page that draws one
includes `web/parts/patterns.html` once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

# What a part is drawn as: its class, and the pattern that tells it apart without colour.
LOOKS: Mapping[str, tuple[str, str]] = {
    "kept": ("s-kept", ""),
    "late": ("s-late", "p-late"),
    "shut": ("s-shut", "p-shut"),
    "over": ("s-over", ""),
    "owed": ("s-owed", "p-owed"),
    "open": ("s-open", ""),
    "rest": ("s-rest", ""),
}
_WIDE, _GAP = 400.0, 2.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 6.0, 144.0, 8.0, 58.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar. look: a key of LOOKS; words: what it is, in a sentence's middle."""

    look: str
    count: int
    words: str


def bar(name: str, parts: Sequence[Part], longest: int) -> SafeString:
    """Return one bar of parts, as long as its whole is of the `longest` bar of the chart.

    name: whose bar it is; the title tells each part and the whole
    """
    whole = sum(part.count for part in parts)
    said = ", ".join(f"{part.count} {part.words}" for part in parts if part.count)
    title = f"{name}: {said or 0} / {whole}"
    drawn, left = [], _GAP
    # The smallest part is still seen; what that takes is held back from all.
    scale = (_WIDE - 2 * _GAP - (1 + _GAP) * len(parts)) / max(longest, 1)
    for part in parts:
        if part.count:
            wide = max(part.count * scale, 1.0)
            drawn.append(_rect(part.look, left, wide))
            left += wide + _GAP
    return _svg("", f"0 0 {_WIDE:g} 22", title, f'<path class="base" d="M1 0v22"/>{"".join(drawn)}')


@dataclass(frozen=True, slots=True)
class Path:
    """A year's way towards its plan, by month.

    real, past: (month, value), cumulative; plans: values with a short name each
    fan: the interval in which the year is expected to end; None where nobody can say
    """

    real: Sequence[tuple[int, float]]
    past: Sequence[tuple[int, float]] = ()
    plans: Sequence[tuple[str, float]] = ()
    fan: tuple[float, float] | None = None


def line(title: str, path: Path) -> SafeString:
    """Return a line chart of twelve months; `title` says in words what it shows."""
    values = [value for _month, value in (*path.real, *path.past)]
    values += [value for _name, value in path.plans] + list(path.fan or ())
    bottom, top = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    span = top - bottom or 1.0

    def at(month: float, value: float) -> str:
        across = _LEFT + (_RIGHT - _LEFT) * month / 12
        down = _BOTTOM - (_BOTTOM - _TOP) * (value - bottom) / span
        return f"{across:.0f} {down:.1f}"

    drawn = [f'<path class="axis" d="M{_LEFT:g} {_BOTTOM:g}h{_RIGHT - _LEFT:g}"/>']
    for name, value in path.plans:
        drawn.append(f'<path class="plan" d="M{at(0, value)}L{at(12, value)}"/>')
        down = at(12, value).partition(" ")[2]
        drawn.append(f'<text x="147" y="{float(down) + 4:.1f}">{escape(name)}</text>')
    if path.past:
        drawn.append(_way("past", [at(*point) for point in path.past]))
    if path.real:
        drawn += _real(path, at)
    return _svg("line", "0 0 168 64", title, "".join(drawn))


def _real(path: Path, at: Callable[[float, float], str]) -> list[str]:
    points = [at(*point) for point in path.real]
    drawn = []
    if path.fan is not None:
        low, high = (at(12, value) for value in path.fan)
        drawn.append(f'<path class="fan" d="M{points[-1]}L{high}L{low}z"/>')
    across, _, down = points[-1].partition(" ")
    drawn.append(_way("real", points))
    drawn.append(f'<circle class="s-kept" cx="{across}" cy="{down}" r="3.5"/>')
    return drawn


def _way(name: str, points: Sequence[str]) -> str:
    return f'<path class="{name}" d="M{" ".join(points)}"/>'


def _rect(look: str, left: float, wide: float) -> str:
    name, pattern = LOOKS[look]
    fill = f' fill="url(#{pattern})"' if pattern else ""
    top, high = (0.5, 21) if look == "over" else (3.5, 15)
    return (
        f'<rect class="{name}"{fill} x="{left:.1f}" y="{top}" width="{wide:.1f}" height="{high}"/>'
    )


def _svg(name: str, box: str, title: str, body: str) -> SafeString:
    words, look = escape(title), f' class="{name}"' if name else ""
    return mark_safe(  # noqa: S308 - every text in it was escaped here
        f'<svg{look} viewBox="{box}" role="img" aria-label="{words}">'
        f"<title>{words}</title>{body}</svg>"
    )
