"""The facts of a verdict as words and formatted numbers, by the names that the texts use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qi import formats
from qi.disclosure import K_MIN
from qi.formats import capitalise, decimals_needed, round_half_up
from qi.run_charts import MIN_POINTS
from qi.verdict import Direction, GoalRelation, Verdict, VerdictFacts
from qi.wording.catalogue import sentence
from qi.wording.nouns import counted, with_unit, without_unit

Values = dict[str, str | int]

MOST_DECIMALS = 3


def values_in_words(facts: VerdictFacts, lang: str) -> Values:
    """Return all that a sentence may fill in; a fact that is None leaves its names out."""
    return {
        **_counts(facts, lang),
        **_words(facts, lang),
        **_levels(facts, lang),
        **_goal(facts, lang),
        **_signal_point(facts, lang),
        **_phase(facts, lang),
        **_data(facts, lang),
        "k_min": K_MIN,
    }


def level_decimals(facts: VerdictFacts) -> int:
    """Return the decimals that show the level; more where rounding would make a missed goal look reached."""
    decimals = facts.decimals
    if facts.centre is None or facts.goal is None or facts.goal_relation is not GoalRelation.NOT_MET:
        return decimals
    while decimals < MOST_DECIMALS and _looks_reached(facts.centre, facts.goal, facts.direction, decimals):
        decimals += 1
    return decimals


def goal_in_words(facts: VerdictFacts, lang: str) -> str:
    """Write the goal with its unit and no more decimals than it needs."""
    goal = facts.goal or 0.0
    return with_unit(goal, facts.unit, lang, decimals=decimals_needed(goal))


def _looks_reached(centre: float, goal: float, direction: Direction, decimals: int) -> bool:
    shown, wanted = round_half_up(centre, decimals), round_half_up(goal, MOST_DECIMALS)
    return shown >= wanted if direction is Direction.UP else shown <= wanted


def _counts(facts: VerdictFacts, lang: str) -> Values:
    n_points = facts.n_useful if facts.n_points is None else facts.n_points
    counts_all = facts.verdict in (Verdict.CONSTANT, Verdict.TIES, Verdict.PROVISIONAL)
    is_few_points = n_points < MIN_POINTS
    return {
        "n": n_points if counts_all else facts.n_useful,
        "n_points": n_points,
        "n_use": counted(n_points, "point", lang) if is_few_points else counted(facts.n_useful, "useful_point", lang),
        "run": facts.longest_run,
        "rmax": facts.longest_run_max,
        "cross": facts.crossings,
        "crossings": counted(facts.crossings, "crossing", lang),
        "times": counted(facts.crossings, "time", lang),
        "cmin": facts.crossings_min,
        "t": facts.trend_length,
        "tmin": facts.trend_min,
        "k": facts.n_beyond if facts.verdict is Verdict.BEYOND_SEVERAL else facts.n_on_centre,
    }


def _words(facts: VerdictFacts, lang: str) -> Values:
    names = ("side", "upper", "high", "higher", "rises", "rising", "way")
    words: Values = {name: sentence(f"word.{name}.{facts.side}", lang) for name in names}
    which = 0 if lang == "da" else 1
    words |= {name: pair[which] for name, pair in (("rule", facts.rule), ("also", facts.also)) if pair}
    return words | ({"ruleset": facts.ruleset} if facts.ruleset else {})


def _levels(facts: VerdictFacts, lang: str) -> Values:
    if facts.centre is None:
        return {}
    decimals = level_decimals(facts)
    levels: Values = {
        "med": with_unit(facts.centre, facts.unit, lang, decimals=decimals),
        "med_s": without_unit(facts.centre, facts.unit, lang, decimals=decimals),
    }
    if facts.previous_centre is not None:
        levels["m0"] = with_unit(facts.previous_centre, facts.unit, lang, decimals=facts.decimals)
    return levels


def _goal(facts: VerdictFacts, lang: str) -> Values:
    if facts.goal is None:
        return {"goal_cl": ""}
    goal: Values = {"goal": goal_in_words(facts, lang), "goal_cl": ""}
    if facts.latest is not None:
        goal["latest"] = with_unit(facts.latest, facts.unit, lang, decimals=facts.decimals)
    if facts.goal_hits is not None:
        goal["hits"] = facts.goal_hits
        goal["latest_periods"] = counted(MIN_POINTS, facts.period, lang)
    if facts.direction is Direction.NEUTRAL:
        return goal
    goal["g"] = sentence(f"word.goal.{facts.direction}", lang)
    if facts.goal_relation is not GoalRelation.NONE:
        clause = f"goal_clause.{facts.goal_relation}"
        goal["goal_cl"] = sentence(clause, lang, g=goal["g"], goal=goal["goal"])
    return goal


def _signal_point(facts: VerdictFacts, lang: str) -> Values:
    point: Values = {}
    if facts.signal_period:
        long = formats.period(facts.signal_period, facts.period, lang=lang)
        point["month"] = long
        point["in_month"] = _in_period(long, facts.period, lang)
        point["mon"] = formats.period(facts.signal_period, facts.period, lang=lang, form="short")
    for name, value in (("val", facts.signal_value), ("lim", facts.signal_limit)):
        if value is not None:
            point[name] = with_unit(value, facts.unit, lang, decimals=facts.decimals)
            point[f"{name}_s"] = without_unit(value, facts.unit, lang, decimals=facts.decimals)
    if facts.run_from and facts.run_to:
        point["start"] = formats.period(facts.run_from, facts.period, lang=lang)
        point["end"] = formats.period(facts.run_to, facts.period, lang=lang)
        point["from_to"] = formats.span(facts.run_from, facts.run_to, facts.period, lang=lang)
    return point


def _phase(facts: VerdictFacts, lang: str) -> Values:
    phase: Values = {"n0": facts.n_frozen}
    if facts.phase_since:
        phase["since"] = formats.period(facts.phase_since, facts.period, lang=lang)
        phase["mon_since"] = formats.period(facts.phase_since, facts.period, lang=lang, form="short")
    if facts.frozen_from and facts.frozen_to:
        phase["from_to0"] = formats.span(facts.frozen_from, facts.frozen_to, facts.period, lang=lang)
    if facts.change:
        phase["change"] = facts.change[0 if lang == "da" else 1]
    return phase


def _data(facts: VerdictFacts, lang: str) -> Values:
    kind = facts.period
    data: Values = {
        "k_sup": counted(facts.suppressed_periods, kind, lang),
        "k_tie": counted(facts.n_on_centre, "tied_point", lang),
        "k_gap": counted(len(facts.missing_periods), kind, lang),
        "list_gap": _list_of_periods(facts.missing_periods, kind, lang),
        "k_tail": sentence("word.latest_periods", lang, periods=counted(facts.immature_periods, kind, lang)),
        "latest_immature": sentence(f"word.latest_immature.{kind}", lang),
        "not_counted": sentence(f"word.not_counted.{kind}", lang),
        "because": sentence(f"word.because.{facts.pending}", lang),
    }
    if facts.partial_period:
        data["month_p"] = capitalise(formats.period(facts.partial_period, kind, lang=lang))
        data["md"] = formats.period_name(facts.partial_period, kind, lang=lang, form="short")
    if facts.empty_period:
        data["in_month_z"] = _in_period(formats.period(facts.empty_period, kind, lang=lang), kind, lang)
    return data


def _in_period(written: str, kind: str, lang: str) -> str:
    return sentence(f"word.in.{kind if kind in ('day', 'point') else 'period'}", lang, period=written)


def _list_of_periods(starts: Sequence[date], kind: str, lang: str) -> str:
    return ", ".join(formats.period(start, kind, lang=lang, form="short") for start in starts)
