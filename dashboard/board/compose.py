"""From the numbers and from what a team has written to its board; nothing is asked of the clock here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from dashboard.board.board import Board, ChartOnBoard, Counter, CycleOnBoard, StepOnBoard
from dashboard.board.news import celebrations, news, unexplained
from dashboard.board.work import Work, open_steps
from dashboard.figures.panel import panel
from dashboard.wall.words import DANISH_TIME, scope
from qi import formats, wording
from qi.analysis import Analysis
from qi.dataset import Dataset
from qi.improvement.cycle import Cycle, Step
from qi.improvement.meeting import NextStep
from qi.improvement.project import Project, Stage
from qi.selection import Selection
from qi.store import Kept
from qi.subgroups import Status

WEEKS_SHOWN = 3
STEPS = (Step.PLAN, Step.DO, Step.STUDY, Step.ACT)
_WITH_AIM = (Stage.TESTING, Stage.SPREADING, Stage.HOLDING)


def board(
    work: Work,
    analyses: Mapping[str, Analysis],
    data: Dataset,
    *,
    selection: Selection,
    gaps: Analysis | None,
    now: datetime,
    lang: str,
) -> Board:
    """Return the board of a team as it is ``now`` (Danish time).

    ``analyses`` are those of its core indicators by key, without those that are gone; ``gaps`` the days between its
    adverse events, None where they are not followed.
    """
    today, last = now.date(), work.last_meeting()
    since = last.ended_at if last else None
    under_way = work.meeting_under_way()
    return Board(
        team=work.team.record.name,
        team_id=work.team.id,
        scope=scope(selection, data, lang),
        on=today,
        lang=lang,
        day=_day(today, lang),
        aims=tuple(_aim(one.record, lang) for one in work.projects if one.record.stage in _WITH_AIM),
        since=_since(since, lang),
        news=news(work, analyses, data, since=since, lang=lang),
        unexplained=unexplained(work, analyses, since=since, lang=lang),
        charts=tuple(_chart(analyses[key], work, today, lang) for key in work.team.record.core if key in analyses),
        missing=tuple(key for key in work.team.record.core if key not in analyses),
        cycles=tuple(_cycle(one, work.cycles, today, lang) for one in _running(work.cycles, today)),
        celebrate=celebrations(work, analyses, lang),
        counter=_counter(gaps, lang),
        steps=tuple(_step_on_board(one, today, lang) for one in open_steps(work)),
        notes=under_way.record.notes if under_way else "",
        decisions=under_way.record.decisions if under_way else "",
        foot=wording.footer(data.as_of, data.extracted_at, lang, is_synthetic=data.is_synthetic),
        is_synthetic=data.is_synthetic,
    )


def _chart(analysis: Analysis, work: Work, today: date, lang: str) -> ChartOnBoard:
    key = analysis.indicator.key
    running = [one.record for one in _running(work.cycles, today) if key in one.record.indicators]
    projects = [one.id for one in work.projects if key in {measure.indicator for measure in one.record.measures}]
    steps = [one.record for one in open_steps(work) if one.record.project in projects]
    return ChartOnBoard(
        panel=panel(analysis, lang),
        cycles=tuple(
            wording.sentence("board.cycle_predicts", lang, title=one.title, prediction=one.prediction)
            for one in running
        ),
        step=_step(steps[0], today, lang) if steps else "",
    )


def _step_on_board(kept: Kept[NextStep], today: date, lang: str) -> StepOnBoard:
    due = kept.record.due
    return StepOnBoard(
        id=kept.id,
        what=kept.record.what,
        who=kept.record.who,
        due=_brief(due, today, lang),
        is_late=due is not None and due < today,
    )


def _step(step: NextStep, today: date, lang: str) -> str:
    return ", ".join(part for part in (step.what, step.who, _brief(step.due, today, lang)) if part)


def _day(today: date, lang: str) -> str:
    weekday = wording.sentence(f"weekday.{today.isoweekday()}", lang)
    week = str(today.isocalendar().week)
    return wording.sentence("board.day", lang, week=week, weekday=weekday, date=formats.long_date(today, lang))


def _since(since: datetime | None, lang: str) -> str:
    if since is None:
        return wording.sentence("board.first", lang)
    return wording.sentence("board.since", lang, date=_brief(local(since).date(), local(since).date(), lang))


def local(moment: datetime) -> datetime:
    """Return a kept moment in Danish time."""
    return moment.replace(tzinfo=UTC).astimezone(DANISH_TIME)


def _brief(day: date | None, today: date, lang: str) -> str:
    """Write a day without its year where that is this year's."""
    if day is None:
        return ""
    written = formats.short_date(day, lang)
    return written.removesuffix(f"{formats.NBSP}{day.year}") if day.year == today.year else written


def _aim(project: Project, lang: str) -> str:
    parts = [project.what, project.how_much, project.for_whom]
    said = ", ".join(part.strip() for part in parts if part.strip())
    return (
        said
        if project.by is None
        else wording.sentence("board.by", lang, aim=said, date=formats.long_date(project.by, lang))
    )


def _running(cycles: Sequence[Kept[Cycle]], today: date) -> list[Kept[Cycle]]:
    """Return the cycles that are not decided yet and begin within a week, the latest begun first."""
    soon = today + timedelta(days=7)
    waiting = [
        one for one in cycles if one.record.act is None and one.record.starts_on and one.record.starts_on <= soon
    ]
    return sorted(waiting, key=lambda one: one.record.starts_on or today, reverse=True)


def _cycle(kept: Kept[Cycle], every: Sequence[Kept[Cycle]], today: date, lang: str) -> CycleOnBoard:
    cycle = kept.record
    return CycleOnBoard(
        id=kept.id,
        title=cycle.title,
        question=cycle.question,
        prediction=cycle.prediction,
        learned_before=_learned_before(kept, every),
        who=cycle.who,
        when=_when(cycle, today, lang),
        step=STEPS.index(cycle.step(today)),
        weeks=_weeks(cycle, today, lang),
        seen=cycle.seen,
    )


def _learned_before(kept: Kept[Cycle], every: Sequence[Kept[Cycle]]) -> str:
    """Return what the latest decided cycle of the same project taught."""
    if kept.record.project is None:
        return ""
    earlier = [one.record for one in every if one.record.project == kept.record.project and one.record.act is not None]
    return earlier[-1].learned if earlier else ""


def _when(cycle: Cycle, today: date, lang: str) -> str:
    first, last = cycle.starts_on, cycle.ends_on
    if first is None:
        return ""
    if first > today:
        return wording.sentence("board.cycle_planned", lang, date=_brief(first, today, lang))
    if last is None:
        return wording.sentence("board.cycle_open", lang, n=(today - first).days + 1)
    if last < today:
        return wording.sentence("board.cycle_over", lang, date=_brief(last, today, lang))
    return wording.sentence("board.cycle_day", lang, n=(today - first).days + 1, n_all=(last - first).days + 1)


def _weeks(cycle: Cycle, today: date, lang: str) -> tuple[str, ...]:
    """Name the weeks of a test from this one on: a box for each is filled in at the board."""
    if cycle.starts_on is None or (cycle.ends_on is not None and cycle.ends_on < today):
        return ()
    first = max(cycle.starts_on, today)
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(weeks=i) for i in range(WEEKS_SHOWN)]
    return tuple(
        wording.sentence("board.week", lang, n=str(week.isocalendar().week))
        for week in weeks
        if cycle.ends_on is None or week <= cycle.ends_on
    )


def _counter(gaps: Analysis | None, lang: str) -> Counter | None:
    if gaps is None or gaps.table.status[-1:] != (Status.OPEN,):
        return None
    values = gaps.table.value.tolist()
    longest = wording.counted(int(max(values)), "days", lang)
    return Counter(
        days=formats.number(int(values[-1]), lang=lang),
        text=wording.sentence("board.days_since", lang),
        longest=wording.sentence("board.longest", lang, days=longest),
    )
