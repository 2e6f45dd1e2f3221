"""A driver diagram as an outline, the one form in which it is quick to write on any screen: deeper in, lower down."""

from __future__ import annotations

from collections.abc import Sequence

from qi.improvement.project import Driver

DEPTH = 3
"""Primary drivers, secondary drivers, change ideas; what is further in is a change idea too."""

INDENT = "  "
_BULLETS = "-*•–"


def to_outline(drivers: Sequence[Driver], *, depth: int = 0) -> str:
    """Return one line a box, two spaces further in for each step down."""
    lines = []
    for driver in drivers:
        lines.append(INDENT * depth + driver.text)
        lines += [below for below in [to_outline(driver.below, depth=depth + 1)] if below]
    return "\n".join(lines)


def from_outline(text: str) -> tuple[Driver, ...]:
    """Read an outline; spaces, tabs and bullets may mark the steps. The first step is as far in as it happens to be."""
    lines = [(_indent(line), _said(line)) for line in text.splitlines() if _said(line)]
    return _nested(lines, DEPTH)


def _indent(line: str) -> int:
    spread = line.expandtabs(len(INDENT))
    return len(spread) - len(spread.lstrip(f" {_BULLETS}"))


def _said(line: str) -> str:
    return line.strip().lstrip(_BULLETS).strip()


def _nested(lines: list[tuple[int, str]], levels: int) -> tuple[Driver, ...]:
    if levels == 1:
        return tuple(Driver(text) for _, text in lines)
    found: list[Driver] = []
    while lines:
        (indent, text), rest = lines[0], lines[1:]
        n_below = next((i for i, (further, _) in enumerate(rest) if further <= indent), len(rest))
        found.append(Driver(text, _nested(rest[:n_below], levels - 1)))
        lines = rest[n_below:]
    return tuple(found)
