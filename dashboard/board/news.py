"""What a meeting begins with: what is new since the last one, what nobody has explained, and what is worth a cheer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from dashboard.board.board import Line
from dashboard.board.work import Work
from dashboard.figures import icons
from dashboard.wall.words import DANISH_TIME
from qi import formats, wording
from qi.analysis import Analysis
from qi.dataset import Dataset
from qi.improvement.phase_decision import PhaseDecision
from qi.improvement.signal import Handling, Signal
from qi.store import Kept
from qi.verdict import Direction, GoalRelation, Side, Verdict


def news(
    work: Work, analyses: Mapping[str, Analysis], data: Dataset, *, since: datetime | None, lang: str
) -> tuple[Line, ...]:
    """Return what has happened since the last meeting (``since``, UTC): signals first, then phases, cycles and data."""
    return (
        *_new_signals(work, analyses, since, lang),
        *_quiet(work, analyses, since, lang),
        *_new_phases(work, analyses, since, lang),
        *_new_cycles(work, since, lang),
        *_new_data(data, since, lang),
    )


def unexplained(work: Work, analyses: Mapping[str, Analysis], *, since: datetime | None, lang: str) -> tuple[Line, ...]:
    """Return the signals of earlier meetings that still stand and that nobody has explained."""
    return tuple(
        _signal_line(one, analyses[one.record.indicator], lang)
        for one in work.signals
        if one.record.is_unexplained and one.record.indicator in analyses and not _is_new(one.record.noticed_at, since)
    )


def celebrations(work: Work, analyses: Mapping[str, Analysis], lang: str) -> tuple[str, ...]:
    """Return the goals that are met and held, and the levels that people accepted as better than before."""
    held = (one.indicator.title(lang) for one in analyses.values() if one.facts.goal_relation is GoalRelation.HELD)
    said = [wording.sentence("board.goal_held", lang, title=title) for title in held]
    said += [
        _better(one.record, analyses[one.record.indicator], lang)
        for one in work.phases
        if one.record.indicator in analyses and _is_better(one.record, analyses[one.record.indicator])
    ]
    return tuple(said)


def _new_signals(work: Work, analyses: Mapping[str, Analysis], since: datetime | None, lang: str) -> Iterator[Line]:
    for one in work.signals:
        signal = one.record
        if signal.indicator not in analyses or signal.quiet_since is not None or signal.handling is Handling.CLOSED:
            continue
        if _is_new(signal.noticed_at, since):
            yield _signal_line(one, analyses[signal.indicator], lang)


def _signal_line(one: Kept[Signal], analysis: Analysis, lang: str) -> Line:
    said = f"{analysis.indicator.title(lang)}: {wording.verdict_text(analysis.facts, lang).card}"
    if one.record.owner:
        said = wording.sentence("board.owned", lang, said=said, who=one.record.owner)
    return Line(
        icon=icons.icon_name(analysis.facts),
        is_down=analysis.facts.side is Side.UNDER,
        text=said,
        indicator=one.record.indicator,
        id=one.id,
    )


def _quiet(work: Work, analyses: Mapping[str, Analysis], since: datetime | None, lang: str) -> Iterator[Line]:
    for one in work.signals:
        if one.record.quiet_since is None or one.record.indicator not in analyses or not _is_new(one.at, since):
            continue
        title = analyses[one.record.indicator].indicator.title(lang)
        yield Line(
            icon="random", text=wording.sentence("board.quiet", lang, title=title), indicator=one.record.indicator
        )


def _new_phases(work: Work, analyses: Mapping[str, Analysis], since: datetime | None, lang: str) -> Iterator[Line]:
    for one in work.phases:
        if one.record.is_accepted and one.record.indicator in analyses and _is_new(one.at, since):
            title = analyses[one.record.indicator].indicator.title(lang)
            said = wording.sentence("board.new_phase", lang, title=title, cause=one.record.cause)
            yield Line(icon="event", text=said, indicator=one.record.indicator)


def _new_cycles(work: Work, since: datetime | None, lang: str) -> Iterator[Line]:
    for one in work.cycles:
        if since is not None and _is_new(one.at, since) and one.record.act is not None:
            said = wording.sentence(f"board.act_{one.record.act.value}", lang, title=one.record.title)
            yield Line(icon="pdsa", text=said)


def _new_data(data: Dataset, since: datetime | None, lang: str) -> Iterator[Line]:
    at = data.extracted_at if data.extracted_at.tzinfo else data.extracted_at.replace(tzinfo=DANISH_TIME)
    if since is not None and _is_new(at.astimezone(UTC).replace(tzinfo=None), since):
        yield Line(
            icon="event", text=wording.sentence("board.new_data", lang, date=formats.long_date(data.as_of, lang))
        )


def _is_new(moment: datetime, since: datetime | None) -> bool:
    return since is None or moment > since


def _is_better(decision: PhaseDecision, analysis: Analysis) -> bool:
    """Whether people accepted a level that lies on the wanted side of the one before, and it still holds."""
    before, after, direction = decision.centre_before, decision.centre_after, analysis.indicator.direction
    is_holding = analysis.facts.phase_since == decision.starts_on and analysis.facts.verdict is Verdict.RANDOM
    if not decision.is_accepted or before is None or after is None or not is_holding:
        return False
    return (direction is Direction.UP and after > before) or (direction is Direction.DOWN and after < before)


def _better(decision: PhaseDecision, analysis: Analysis, lang: str) -> str:
    unit, decimals = analysis.indicator.unit, max(analysis.indicator.decimals, 0)
    return wording.sentence(
        "board.better",
        lang,
        title=analysis.indicator.title(lang),
        before=wording.without_unit(decision.centre_before or 0.0, unit, lang, decimals=decimals),
        after=wording.without_unit(decision.centre_after or 0.0, unit, lang, decimals=decimals),
        periods=wording.counted(analysis.chart.current.n_points, analysis.selection.period.value, lang),
    )
