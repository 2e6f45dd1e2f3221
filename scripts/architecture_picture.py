"""The picture of the house, drawn from what really imports what: written to docs by ``make docs``.

A box holds the modules named in ``ROOMS``; an arrow means that something in one box imports something in the other, and
arrows that follow from others are left out. A module without a room, and a circle of rooms, are errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import grimp


@dataclass(frozen=True, slots=True)
class Room:
    """One box: its title, what it is, its place (column) among those of its row, and the modules in it."""

    title: str
    what: str
    column: float
    modules: tuple[str, ...]


def _room(title: str, what: str, column: float, package: str, modules: str) -> Room:
    return Room(title, what, column, tuple(f"{package}.{name}" for name in modules.split()))


ROOMS = {
    "door": _room(
        "Server and frame",
        "who gets in, menu, headers",
        2,
        "dashboard",
        "__main__ server shell guard access frame",
    ),
    "pages": _room("Pages", "a story each, no arithmetic", 1, "dashboard", "pages"),
    "components": _room("Components", "cards, forms, filters", 1, "dashboard", "components navigation uploads"),
    "screens": _room(
        "Wall, board, report", "screens and paper of their own", 1, "dashboard", "wall board report paper"
    ),
    "cache": _room(
        "Cache",
        "the only one that asks the method",
        1,
        "dashboard",
        "cache comparing preparing team_charts releases publication state usage filters",
    ),
    "figures": _room(
        "Figures and tables", "SVG, Plotly, colours", 2, "dashboard", "figures tables theme definitions notebook"
    ),
    "place": _room(
        "Settings",
        "what a place decides, who is looking",
        2,
        "dashboard",
        "settings viewer installation first_visit logs",
    ),
    "commands": _room(
        "Commands",
        "qi chart, import, backup …",
        0,
        "qi",
        "cli __main__ chart_facts chart_file chart_report release_cli backup retention",
    ),
    "sources": _room("Sources and imports", "folder, PostgreSQL, Spark, files", 1, "qi", "sources imports"),
    "store": _room("Store and improvement", "what people write", 0, "qi", "store improvement own_series"),
    "wording": _room("Wording", "every sentence, two languages", 1, "qi", "wording formats"),
    "analysis": _room(
        "Analysis",
        "one record feeds all that is shown",
        0,
        "qi",
        "analysis annotations aftermath outcome overview comparison equity shares cohorts waiting robustness series "
        "change transitions who_is_missing coverage gaps adverse_events judgement printed_tables survival segmented "
        "bootstrap intervals weighting repeated_measures",
    ),
    "numbers": _room(
        "Indicators and numbers",
        "definitions, cube, small numbers",
        1,
        "qi",
        "dataset cube cells facts indicator indicators instruments subgroups selection calendar disclosure threshold "
        "lattice lattice_sums suppression told release audit reasons access reading",
    ),
    "charts": _room(
        "Charts and rules",
        "run charts, limits, signals",
        1,
        "qi",
        "run_charts control_charts signals many phases runs_boxes runs_distribution runs_probabilities verdict "
        "phase_proposals false_alarms rare_events",
    ),
}
WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 250, 58, 30, 34, 24
STYLE = """
svg{--ground:#FFFFFF;--box:#F6F5F2;--line:#9AA3AC;--ink:#18202A;--quiet:#45505C;--method:#0B5CA3}
@media (prefers-color-scheme:dark){
svg{--ground:#171D25;--box:#0F141A;--line:#66717D;--ink:#F1F4F6;--quiet:#C2CAD2;--method:#78BBF5}}
text{font-family:Inter,"Segoe UI",system-ui,sans-serif;fill:var(--ink)}
.what{font-size:12px;fill:var(--quiet)}.title{font-size:15px;font-weight:600}
.box{fill:var(--box);stroke:var(--line)}.method .box{stroke:var(--method);stroke-width:1.5}
.arrow{fill:none;stroke:var(--line);stroke-width:1.3}.head{fill:var(--line)}
"""

Graph = Mapping[str, frozenset[str]]


def rooms_graph() -> Graph:
    """Return which rooms each room imports from. Raises ValueError for a module without a room."""
    modules = grimp.build_graph("qi", "dashboard")
    room = {name: _room_of(name) for name in modules.modules}
    needs: dict[str, set[str]] = {name: set() for name in ROOMS}
    for name, here in room.items():
        for other in modules.find_modules_directly_imported_by(name):
            if here and room[other] and room[other] != here:
                needs[here].add(str(room[other]))
    return {name: frozenset(others) for name, others in needs.items()}


def _room_of(module: str) -> str | None:
    if module in ("qi", "dashboard"):
        return None
    family = ".".join(module.split(".")[:2])
    for name, room in ROOMS.items():
        if family in room.modules:
            return name
    raise ValueError(f"{family} has no room: add it to ROOMS in scripts/architecture_picture.py")


def depths(graph: Graph) -> dict[str, int]:
    """Return the row of each room: below all that import it, or just above its own where nothing does.

    Raises ValueError where rooms form a circle.
    """
    row = dict.fromkeys(graph, 0)
    for _ in graph:
        before = dict(row)
        for name, others in graph.items():
            for other in others:
                row[other] = max(row[other], row[name] + 1)
        if row == before:
            used = frozenset().union(*graph.values())
            return {
                name: at if name in used else min(row[other] for other in graph[name]) - 1 for name, at in row.items()
            }
    raise ValueError("rooms import each other in a circle")


def direct(graph: Graph) -> list[tuple[str, str]]:
    """Return the arrows that do not follow from others."""
    return [(a, b) for a, others in graph.items() for b in sorted(others) if b not in _below(graph, others - {b})]


def _below(graph: Graph, names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        for other in graph[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return found


def draw() -> str:
    """Return the picture as SVG that follows the theme of its reader."""
    graph = rooms_graph()
    row = depths(graph)
    place = {
        name: (MARGIN + ROOMS[name].column * (WIDTH + GAP_X), MARGIN + row[name] * (HEIGHT + GAP_Y)) for name in graph
    }
    width = 2 * MARGIN + 3 * WIDTH + 2 * GAP_X
    height = 2 * MARGIN + (max(row.values()) + 1) * (HEIGHT + GAP_Y) - GAP_Y
    arrows = "".join(_arrow(place[a], place[b]) for a, b in direct(graph))
    boxes = "".join(_box(name, *place[name]) for name in graph)
    said = "; ".join(f"{ROOMS[a].title} uses {ROOMS[b].title}" for a, b in direct(graph))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(said)}"><style>{STYLE}</style>'
        f'<rect width="{width}" height="{height}" rx="8" fill="var(--ground)"/>{arrows}{boxes}</svg>\n'
    )


def _box(name: str, x: float, y: float) -> str:
    room = ROOMS[name]
    kind = "method" if room.modules[0].startswith("qi") else "screen"
    return (
        f'<g class="{kind}"><rect class="box" x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
        f'<text class="title" x="{x + 16:g}" y="{y + 25:g}">{escape(room.title)}</text>'
        f'<text class="what" x="{x + 16:g}" y="{y + 44:g}">{escape(room.what)}</text></g>\n'
    )


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    x0, y0 = start[0] + WIDTH / 2, start[1] + HEIGHT
    x1, y1 = end[0] + WIDTH / 2, end[1]
    # A long arrow goes down between two columns, a short one leaves nearer to the middle.
    aside = WIDTH / 2 - 12 if y1 - y0 > 2 * GAP_Y else WIDTH / 4
    x0, x1 = x0 + max(-aside, min(aside, x1 - x0)), x1 + max(-aside, min(aside, x0 - x1))
    bend = (y1 - y0) / 2
    return (
        f'<path class="arrow" d="M{x0:g} {y0:g}C{x0:g} {y0 + bend:g} {x1:g} {y1 - bend:g} {x1:g} {y1 - 7:g}"/>'
        f'<path class="head" d="M{x1:g} {y1:g}l-4.5 -8h9z"/>\n'
    )
