"""The board on a screen: head, charts with what is done about them, and what the meeting begins with."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard import cache, filters
from dashboard.board import routes, sheet, today
from dashboard.board.board import Board, ChartOnBoard, Line
from dashboard.board.work import Work
from dashboard.board.work import work_of as read_work
from dashboard.components import board_signals, chrome, html, writing
from dashboard.figures import card, icons
from dashboard.state import kept
from qi import wording
from qi.analysis import Analysis
from qi.improvement.team import FEWEST_CORE
from qi.selection import Selection
from qi.verdict import Verdict


def choose(lang: str) -> str | None:
    """Let the visitor choose a team; return its name in the store, None where there is none."""
    teams = writing.all_teams()
    asked = st.query_params.get(writing.TEAM, "")
    if asked and asked not in teams:
        chrome.notice(wording.sentence("board.unknown_team", lang))
    if not teams:
        chrome.notice(wording.sentence("write.no_team", lang))
        return None
    with st.container(key="tavle-team"):
        chosen = writing.choose_team(teams, lang)
    return chosen.id if chosen else None


def work_of(team: str) -> Work | None:
    """Return what a team has written, with the signals of its charts noticed. Raises StoreTroubleError."""
    work = read_work(kept(), team)
    return work and today.noticed(work)


def head(board: Board) -> None:
    """Show whose board this is, on which day, and what the team aims at."""
    lang = board.lang
    other = "en" if lang == "da" else "da"
    html.show(
        html.render(
            "board_head",
            title=wording.sentence("board.meeting", lang),
            team=board.team,
            scope=board.scope,
            day=board.day,
            synthetic=chrome.synthetic_label(lang),
            aim_label=wording.sentence("board.aim", lang),
            aims=board.aims,
            papers=_addresses(board),
            other=wording.sentence("board.language", lang),
            other_lang=other,
            other_address=routes.address(routes.PAGE, board.team_id, other),
        )
    )


def _addresses(board: Board) -> list[tuple[str, str]]:
    """Return where the board is to be had on paper and as slides, by what the link says."""
    lang = board.lang
    return [
        (wording.sentence("board.sheet", lang), routes.address(routes.PRINT, board.team_id, lang)),
        (wording.sentence("paper.pdf", lang), routes.address(routes.PDF, board.team_id, lang)),
        (wording.sentence("board.slides", lang), routes.address(routes.SLIDES, board.team_id, lang)),
    ]


def show(board: Board, work: Work) -> None:
    """Show the charts, and beside them what is new, what is being tested and what is worth a cheer."""
    lang = board.lang
    _notices(board)
    left, right = st.columns([0.68, 0.32], gap="large")
    with left:
        html.show(_charts(board, work))
    with right:
        html.show(
            html.render(
                "board_side",
                new_title=wording.sentence("board.new", lang),
                since=board.since,
                news=[_line(one) for one in board.news],
                nothing_new=wording.sentence("board.nothing_new", lang),
                unexplained_title=wording.sentence("board.unexplained", lang),
                unexplained=[_line(one) for one in board.unexplained],
                cycles_title=wording.sentence("board.cycles", lang),
                no_cycle=wording.sentence("board.no_cycle", lang),
                cycles=board.cycles,
                pdsa=Markup(icons.icon("pdsa", 20)),  # noqa: S704 - no text in it
                labels={name: wording.sentence(f"board.{name}", lang) for name in _CYCLE_LABELS},
                steps=[wording.sentence(name, lang) for name in sheet.STEP_NAMES],
                celebrate_title=wording.sentence("board.celebrate", lang),
                celebrate=board.celebrate,
                counter=board.counter,
            )
        )
        board_signals.show(work, board)


_CYCLE_LABELS = ("question", "prediction", "who", "learned_before", "seen")


def _notices(board: Board) -> None:
    lang = board.lang
    for key in board.missing:
        chrome.notice(wording.sentence("board.gone", lang, key=wording.safe_echo(key)))
    if not board.charts and not board.missing:
        chrome.notice(wording.sentence("board.no_core", lang))
    elif len(board.charts) < FEWEST_CORE:
        chrome.notice(wording.sentence("board.few_core", lang, n=len(board.charts)))
    if board.charts and all(one.panel.facts.verdict is Verdict.NONE for one in board.charts):
        chrome.notice(wording.sentence("board.no_data", lang))


def _charts(board: Board, work: Work) -> Markup:
    selection = today.selection_of(work.team.record, cache.dataset())
    link = filters.indicator_links(selection, board.lang)
    cells = [
        {"key": key, "card": _card(analysis, link(key), board.lang), "rows": _rows(one, board.lang)}
        for one, (key, analysis) in zip(board.charts, today.charts_of(work.team.record).items(), strict=True)
    ]
    return html.render("board_charts", title=wording.sentence("board.numbers", board.lang), cells=cells)


def _card(analysis: Analysis, href: str, lang: str) -> Markup:
    key = analysis.indicator.key
    if key in cache.chart_keys():
        return _kept_card(key, analysis.selection, href, lang)
    return card.large_card(analysis, href=href, lang=lang)


@cache.per_state(256)
def _kept_card(key: str, selection: Selection, href: str, lang: str) -> Markup:
    return card.large_card(cache.analysis(key, selection), href=href, lang=lang)


def _rows(one: ChartOnBoard, lang: str) -> list[tuple[str, str]]:
    """Return what stands under a chart as term and text: the goal, the tests that name it, the next step."""
    goal = [(wording.sentence("board.goal", lang), one.panel.goal)]
    tests = [(wording.sentence("board.under_test", lang), text) for text in one.cycles]
    return [*goal, *tests, *([(wording.sentence("board.next", lang), one.step)] if one.step else [])]


def _line(one: Line) -> dict[str, object]:
    return {"icon": Markup(icons.icon(one.icon, 20, down=one.is_down)), "text": one.text}  # noqa: S704 - no text in it
