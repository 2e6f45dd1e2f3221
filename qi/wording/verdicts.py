"""The verdict on one chart in words: headline, card, explanation, reservations. One composer for all screens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qi.verdict import Direction, GoalRelation, PhaseKind, Verdict, VerdictFacts
from qi.wording.catalogue import catalogue, fill
from qi.wording.facts_in_words import Values, values_in_words
from qi.wording.nouns import counted

CARD_LIMIT = 110
POINTS_FOR_STABLE = 20
"""Useful points from which a quiet chart is called stable; from 12 to 19 it only looks stable."""

WALL_BADGES = ("tail1", "tail", "sup", "gap", "partial", "short")
"""The badges that the wall may show, most important first."""

_SHIFTS = (Verdict.RUN, Verdict.BOTH)
_BRACKET = re.compile(r"\s\([^()]*\)")


@dataclass(frozen=True, slots=True)
class VerdictText:
    """What page, wall, print and export say about one chart.

    ``headline`` at most 45 characters; ``card`` at most 110; ``explanation`` three sentences: what is seen, the rule
    with its numbers, what to do; ``notes`` the reservations in fixed order; ``badges`` their short forms, those of the
    wall first; ``wall_badges`` at most two.
    """

    headline: str
    card: str
    explanation: str
    notes: tuple[str, ...]
    badges: tuple[str, ...]
    wall_badges: tuple[str, ...]


# Card, picture, table and export of one chart each ask for its sentences; they are composed once.
@lru_cache(maxsize=1024)
def verdict_text(facts: VerdictFacts, lang: str = "da") -> VerdictText:
    """Put the verdict on one chart into words, in Danish or English.

    Raises KeyError naming the fact that a sentence needs and lacks.
    """
    values = values_in_words(facts, lang)
    notes = tuple(_note_names(facts))
    badges = _badges(facts, notes, values, lang)
    return VerdictText(
        headline=_headline(facts, values, lang),
        card=_card(facts, values, lang),
        explanation=" ".join(fill(key, lang, values) for key in _explanation_keys(facts)),
        notes=tuple(fill(f"note.{name}", lang, values) for name in notes),
        badges=tuple(badges.values()),
        wall_badges=tuple(text for name, text in badges.items() if name in WALL_BADGES)[:2],
    )


def _badges(facts: VerdictFacts, notes: tuple[str, ...], values: Values, lang: str) -> dict[str, str]:
    """Return the short forms of the notes by name, those of the wall first."""
    counts = {
        "tail": facts.immature_periods,
        "tail1": facts.immature_periods,
        "sup": facts.suppressed_periods,
        "gap": len(facts.missing_periods),
    }
    names = [name for name in (note.removesuffix("_unnamed") for note in notes) if f"badge.{name}" in catalogue()]
    names.sort(key=lambda name: WALL_BADGES.index(name) if name in WALL_BADGES else len(WALL_BADGES))
    return {
        name: fill(
            f"badge.{name}",
            lang,
            values | {"k_periods": counted(counts.get(name, 0), f"{facts.period}_short", lang), "k": facts.n_on_centre},
        )
        for name in names
    }


def has_wanted_goal(facts: VerdictFacts) -> bool:
    """Whether there is a goal to reach; without a wanted direction a goal line is for reference only."""
    has_goal = facts.goal is not None and facts.goal_relation is not GoalRelation.NONE
    return has_goal and facts.direction is not Direction.NEUTRAL


def _evaluation(facts: VerdictFacts) -> str:
    """Return good, bad, neu (no wanted direction) or old (the signal has ended)."""
    return _wanted(facts) if facts.is_recent else "old"


def _wanted(facts: VerdictFacts) -> str:
    if facts.direction is Direction.NEUTRAL:
        return "neu"
    return "good" if (facts.side == "over") == (facts.direction is Direction.UP) else "bad"


def _is_new_phase(facts: VerdictFacts) -> bool:
    return facts.phase is PhaseKind.NEW


def _undated(facts: VerdictFacts) -> str:
    return "" if facts.signal_period else "_undated"


def _headline(facts: VerdictFacts, values: Values, lang: str) -> str:
    head = fill(_headline_key(facts), lang, values)
    if facts.verdict in (Verdict.RANDOM, Verdict.CONSTANT):
        head += fill(_headline_tail_key(facts), lang, values)
    return head[:1].upper() + head[1:]


def _headline_key(facts: VerdictFacts) -> str:
    match facts.verdict:
        case Verdict.RANDOM if _is_new_phase(facts):
            return "headline.random_new"
        case Verdict.RANDOM if facts.n_useful < POINTS_FOR_STABLE:
            return "headline.random12"
        case Verdict.RUN | Verdict.BOTH:
            return f"headline.shift_{_evaluation(facts)}"
        case Verdict.TREND:
            return f"headline.trend_{_evaluation(facts)}"
        case Verdict.BEYOND:
            return f"headline.beyond{_undated(facts)}"
        case Verdict.OTHER:
            return "headline.cross"
        case verdict:
            return f"headline.{verdict}"


def _headline_tail_key(facts: VerdictFacts) -> str:
    if has_wanted_goal(facts):
        return f"headline_goal.{facts.goal_relation}"
    if facts.verdict is Verdict.CONSTANT:
        return "headline_goal.none_const"
    return "headline_goal.none_new" if _is_new_phase(facts) else "headline_goal.none"


def _card(facts: VerdictFacts, values: Values, lang: str) -> str:
    body = fill(_card_key(facts), lang, values)
    tail_key = _card_tail_key(facts)
    if tail_key is None:
        return body
    tail = fill(tail_key, lang, values)
    # The headline says the goal as well, so with very long values the card does without it.
    candidates = (f"{body} {tail}", f"{body} {_BRACKET.sub('', tail)}", body)
    return next((text for text in candidates if len(text) <= CARD_LIMIT), body)


def _card_key(facts: VerdictFacts) -> str:
    match facts.verdict:
        case Verdict.RANDOM if _is_new_phase(facts) and facts.previous_centre is not None:
            return "card.random_new"
        case Verdict.BEYOND:
            return f"card.beyond{_undated(facts)}"
        case verdict:
            return f"card.{verdict}"


def _card_tail_key(facts: VerdictFacts) -> str | None:
    match facts.verdict:
        case Verdict.RANDOM | Verdict.CONSTANT if has_wanted_goal(facts):
            is_short = facts.verdict is Verdict.CONSTANT or _is_new_phase(facts)
            return f"card_goal{'_short' if is_short else ''}.{facts.goal_relation}"
        case Verdict.RUN | Verdict.BOTH | Verdict.TREND:
            return _direction_tail_key(facts)
        case Verdict.BEYOND | Verdict.BEYOND_SEVERAL | Verdict.NEAR_LIMIT if _wanted(facts) != "neu":
            return f"card_direction.point_{_wanted(facts)}"
        case _:
            return None


def _direction_tail_key(facts: VerdictFacts) -> str | None:
    evaluation = _evaluation(facts)
    if evaluation == "old":
        return "card_direction.old" if facts.run_from and facts.run_to else None
    if evaluation == "neu" and facts.verdict is Verdict.TREND:
        return "card_direction.trend_neu"
    return f"card_direction.shift_{evaluation}"


def _explanation_keys(facts: VerdictFacts) -> tuple[str, str, str]:
    return _seen_key(facts), _rule_key(facts), _do_key(facts)


def _seen_key(facts: VerdictFacts) -> str:
    if facts.verdict in _SHIFTS:
        if facts.is_recent:
            return "seen.run"
        return "seen.run_old" if facts.run_from and facts.run_to else "seen.run_old_undated"
    return f"seen.{facts.verdict}{_undated(facts) if facts.verdict is Verdict.BEYOND else ''}"


def _rule_key(facts: VerdictFacts) -> str:
    shared = {Verdict.BEYOND_SEVERAL: Verdict.BEYOND, Verdict.OTHER: Verdict.NEAR_LIMIT}
    return f"rule.{shared.get(facts.verdict, facts.verdict)}"


def _do_key(facts: VerdictFacts) -> str:
    match facts.verdict:
        case Verdict.RANDOM:
            relation = facts.goal_relation if has_wanted_goal(facts) else GoalRelation.NONE
            acts = {GoalRelation.HELD: "do.random_held", GoalRelation.NOT_MET: "do.random_not"}
            return acts.get(relation, "do.random")
        case Verdict.RUN | Verdict.BOTH | Verdict.TREND | Verdict.NEAR_LIMIT:
            return f"do.{_evaluation(facts)}"
        case Verdict.BEYOND:
            return f"do.point_{'good' if _wanted(facts) == 'good' else 'bad'}{_undated(facts)}"
        case Verdict.BEYOND_SEVERAL:
            return "do.points"
        case verdict:
            return f"do.{verdict}"


def _note_names(facts: VerdictFacts) -> Iterator[str]:
    """Name the reservations that apply, in the order they are read."""
    if facts.verdict in (Verdict.NONE, Verdict.HIDDEN):
        return
    yield from _notes_on_goal(facts)
    if facts.also:
        yield "also"
    yield from _notes_on_phase(facts)
    if facts.goal_hits is not None and has_wanted_goal(facts) and not facts.verdict.is_signal:
        yield "hits"
    if facts.verdict is Verdict.RANDOM and facts.n_useful < POINTS_FOR_STABLE:
        yield "short"
    yield from _notes_on_data(facts)
    if facts.ruleset:
        yield "rules"


def _notes_on_goal(facts: VerdictFacts) -> Iterator[str]:
    if facts.verdict.is_signal and has_wanted_goal(facts) and facts.latest is not None:
        yield "goal"
    if facts.goal is not None and facts.direction is Direction.NEUTRAL:
        yield "ref"


def _notes_on_phase(facts: VerdictFacts) -> Iterator[str]:
    if facts.phase is PhaseKind.BASELINE and facts.verdict.is_judged:
        yield "baseline"
    if facts.frozen_from and facts.frozen_to:
        yield "frozen"
    if facts.phase in (PhaseKind.NEW, PhaseKind.BREAK) and facts.phase_since and _may_name_phase(facts):
        yield f"{facts.phase}{'' if facts.change else '_unnamed'}"
    if facts.phase is PhaseKind.PROPOSED:
        yield "proposed"


def _may_name_phase(facts: VerdictFacts) -> bool:
    """A break is a fact; that a level is new is only said once it has been judged."""
    return facts.phase is PhaseKind.BREAK or facts.verdict.is_judged


def _notes_on_data(facts: VerdictFacts) -> Iterator[str]:
    if facts.immature_periods == 1:
        yield "tail1"
    elif facts.immature_periods:
        yield "tail"
    if facts.partial_period:
        yield "partial"
    if facts.suppressed_periods:
        yield "sup"
    if facts.n_on_centre and facts.verdict not in (Verdict.CONSTANT, Verdict.TIES):
        yield "tie"
    if facts.missing_periods:
        yield "gap"
    if facts.empty_period:
        yield "zero"
