"""Every verdict that can be composed keeps the limits: length, sentences, no forbidden word, plain Danish."""

import re
from datetime import date
from itertools import cycle, product

import pytest

from qi.selection import Period
from qi.verdict import Direction, GoalRelation, PhaseKind, Side, Verdict, VerdictFacts
from qi.wording import verdict_text
from qi.wording.catalogue import catalogue, read_family

UNITS = ("percent", "mmol_mol", "working_days", "adverse_events", "per_1000", "percentage_points", "referrals")
PERIODS = tuple(Period)

FORBIDDEN = {
    "da": (
        *("signifikant", "markant", "bedst", "værst", "nr. 1", "rangliste", "skyldes", "på grund af", "takket være"),
        *("effekten af", "virker", "forbedring", "ingen forskel", "ingen effekt", "normal", "patient", "trend"),
        *("outlier", "n/a", "null", "nan", "måltal", "alarm", "!", "desværre", "heldigvis", "none"),
    ),
    "en": (
        *("significant", "best", "worst", "ranking", "due to", "because of", "thanks to", "effect of", "works"),
        *("improvement", "no difference", "no effect", "normal", "patient", "outlier", "n/a", "null", "nan"),
        *("alarm", "!", "unfortunately", "luckily"),
    ),
}

LEVELS = (Verdict.RANDOM, Verdict.CONSTANT)


def facts_that_can_be() -> list[VerdictFacts]:
    """Every combination that changes the choice of sentence, with long values; units and periods take turns."""
    units, periods = cycle(UNITS), cycle(PERIODS)
    return [
        VerdictFacts(
            verdict=verdict,
            direction=direction,
            goal_relation=relation,
            goal=None if relation is GoalRelation.NONE else 1187.5,
            goal_hits=10,
            phase=phase,
            side=side,
            is_recent=is_recent,
            n_useful=n,
            n_points=n + 4,
            unit=next(units),
            period=next(periods),
            decimals=1,
            longest_run=19,
            longest_run_max=10,
            crossings=17,
            crossings_min=23,
            centre=1188.4,
            previous_centre=1204.6,
            latest=1184.2,
            run_from=date(2022, 9, 26),
            run_to=date(2026, 9, 28),
            phase_since=date(2024, 9, 30),
            frozen_from=date(2022, 9, 26),
            frozen_to=date(2023, 9, 25),
            n_frozen=12,
            change=("Telefonmetoden", "the telephone method"),
            signal_period=date(2025, 9, 29),
            signal_value=1310.7,
            signal_limit=1299.9,
            n_beyond=12,
            trend_length=15,
            trend_min=7,
            rule=("14 tal i træk skifter op og ned", "14 points in a row alternate up and down"),
            n_on_centre=4,
            immature_periods=3,
            partial_period=date(2026, 9, 28),
            suppressed_periods=11,
            missing_periods=(date(2023, 9, 25), date(2025, 9, 29)),
            empty_period=date(2024, 9, 30),
        )
        for verdict, direction, relation, phase, side, is_recent, n in product(
            Verdict, Direction, GoalRelation, PhaseKind, Side, (True, False), (14, 48)
        )
        if (verdict in LEVELS or relation in (GoalRelation.NONE, GoalRelation.NOT_MET))
        and (verdict is Verdict.RANDOM or n == 48)  # only a quiet chart is told otherwise when it is short
    ]


@pytest.fixture(scope="module", params=["da", "en"])
def said(request):
    lang = request.param
    return lang, [(facts, verdict_text(facts, lang)) for facts in facts_that_can_be()]


def test_no_headline_is_longer_than_45_characters(said):
    assert max((len(text.headline), text.headline) for _, text in said[1])[0] <= 45


def test_no_card_is_longer_than_110_characters(said):
    assert max((len(text.card), text.card) for _, text in said[1])[0] <= 110


def test_every_explanation_has_exactly_three_sentences(said):
    wrong = {text.explanation for _, text in said[1] if len(sentences(text.explanation)) != 3}
    assert not wrong


def test_a_card_has_one_to_three_sentences(said):
    assert {len(sentences(text.card)) for _, text in said[1]} <= {1, 2, 3}


def test_no_text_says_a_forbidden_word(said):
    lang, texts = said
    forbidden = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, FORBIDDEN[lang])) + r")(?!\w)", re.IGNORECASE)
    found = {match[0] for part in parts(texts) if (match := forbidden.search(part))}
    assert not found


def test_no_placeholder_is_left_open(said):
    assert not {part for part in parts(said[1]) if "{" in part or "}" in part}


def test_the_wall_shows_at_most_two_badges(said):
    assert max(len(text.wall_badges) for _, text in said[1]) == 2


def test_a_card_of_a_judged_chart_begins_with_its_verdict(said):
    lang, texts = said
    begins = {
        "da": ("Tilfældig variation", "Ikke-tilfældig variation"),
        "en": ("Random variation", "Non-random variation"),
    }
    assert all(
        text.card.startswith(begins[lang][facts.verdict.is_signal]) for facts, text in texts if facts.verdict.is_judged
    )


def test_few_crossings_and_patterns_never_get_a_direction(said):
    lang, texts = said
    directions = [getattr(catalogue()[f"card_direction.shift_{which}"], lang) for which in ("good", "bad")]
    unclear = [text.card for facts, text in texts if facts.verdict in (Verdict.CROSSINGS, Verdict.OTHER)]
    assert not [card for card in unclear for direction in directions if direction in card]


def parts(texts) -> set[str]:
    return {
        part for _, text in texts for part in (text.headline, text.card, text.explanation, *text.notes, *text.badges)
    }


def sentences(text: str) -> list[str]:
    """Split after . ! ? before an ordinary space and a capital or digit; dates and units hold no-break spaces."""
    return re.split(r"(?<=[.!?]) (?=[A-ZÆØÅ\d])", text)


def test_every_text_about_a_verdict_can_be_said(said):
    """A text that no facts lead to is dead: it is matched by its fixed words in something that was said."""
    lang, texts = said
    extra = [verdict_text(facts, lang) for facts in facts_with_less_known()]
    spoken = "\n".join({*parts(texts), *parts([(None, text) for text in extra])})
    families = ("headline", "card", "seen", "rule", "do", "goal_clause", "note", "badge")
    of_verdicts = read_family("verdict")
    silent = [
        key
        for key, text in catalogue().items()
        if key in of_verdicts and key.split(".")[0] in families and not re.search(_pattern(getattr(text, lang)), spoken)
    ]
    assert not silent


def _pattern(template: str) -> str:
    """Match a text whatever fills it; the bracket of a goal may have been left out."""
    fixed = re.split(r"{\w+}", re.sub(r"\s\(({med_s}|{g}).*\)", "", template))
    return ".+".join(map(re.escape, fixed))


def facts_with_less_known() -> list[VerdictFacts]:
    """Facts of series without dates, of one immature period, and of few points."""
    known = {"centre": 81.0, "signal_value": 96.0, "signal_limit": 94.0, "n_useful": 24}
    return [
        VerdictFacts(verdict=Verdict.BEYOND, direction=Direction.UP, **known),
        VerdictFacts(verdict=Verdict.BEYOND, direction=Direction.DOWN, **known),
        VerdictFacts(verdict=Verdict.RUN, is_recent=False, **known),
        VerdictFacts(verdict=Verdict.RANDOM, phase=PhaseKind.NEW, phase_since=date(2025, 3, 1), **known),
        VerdictFacts(verdict=Verdict.RANDOM, phase=PhaseKind.BREAK, phase_since=date(2025, 3, 1), **known),
        VerdictFacts(verdict=Verdict.RANDOM, immature_periods=1, ruleset="IHI", also=("et skift", "a shift"), **known),
        VerdictFacts(verdict=Verdict.RANDOM, direction=Direction.NEUTRAL, goal=60.0, **known),
    ]
