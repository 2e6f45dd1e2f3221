import json
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from qi import wording
from qi.analysis import Analysis
from qi.indicators import INDICATORS
from qi.run_charts import run_chart
from qi.selection import Period, Selection
from qi.subgroups import Status, SubgroupTable
from qi.verdict import Direction, GoalRelation, Pending, PhaseKind, Side, Verdict, VerdictFacts
from qi.wording import verdict_text

GOLDEN = Path(__file__).parents[1] / "golden"
EXAMPLES = json.loads((GOLDEN / "wording_examples.json").read_text(encoding="utf-8"))
UNITS = {"henvendelser": "referrals", "hverdage": "working_days", "mmol/mol": "mmol_mol", "hændelser": "events"}


def _number(text: str | None) -> float | None:
    return None if text is None else float(text.replace(",", "."))


def _decimals(row: dict) -> int:
    written = [row[name] for name in ("med", "val") if name in row]
    return max((len(text.partition(",")[2]) for text in written), default=0)


def _month(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(f"{text}-01")


def facts_from(row: dict) -> VerdictFacts:
    verdict = Verdict(row["v"])
    n_useful = row.get("n", 0)
    frozen = row.get("frozen", [None, None])
    return VerdictFacts(
        verdict=verdict,
        direction=Direction(row.get("dir", "neutral")),
        unit=UNITS.get(row.get("unit"), "percent"),
        decimals=_decimals(row),
        n_points=row.get("m", n_useful if "n" in row else None),
        n_useful=n_useful,
        longest_run=row.get("run", 0),
        longest_run_max=row.get("rmax", 0),
        crossings=row.get("cross", 0),
        crossings_min=row.get("cmin", 0),
        side=Side(row.get("side", "over")),
        is_recent=row.get("recent", True),
        run_from=_month(row.get("from")),
        run_to=_month(row.get("to")),
        centre=_number(row.get("med")),
        goal=_number(row.get("goal")),
        goal_relation=GoalRelation(row.get("rel", "none")),
        goal_hits=row.get("hits"),
        latest=_number(row.get("latest")),
        phase=PhaseKind(row.get("phase", "base")),
        phase_since=_month(row.get("since")),
        previous_centre=_number(row.get("m0")),
        frozen_from=_month(frozen[0]),
        frozen_to=_month(frozen[1]),
        n_frozen=row.get("n0", 0),
        change=tuple(row["change"]) if "change" in row else None,
        signal_period=_month(row.get("month")),
        signal_value=_number(row.get("val")),
        signal_limit=_number(row.get("lim")),
        n_beyond=row.get("k", 0) if verdict is Verdict.BEYOND_SEVERAL else 0,
        trend_length=row.get("t", 0),
        trend_min=row.get("tmin", 0),
        rule=tuple(row["rule"]) if "rule" in row else None,
        also=tuple(row["also"]) if "also" in row else None,
        ruleset=row.get("ruleset"),
        n_on_centre=row.get("k", 0) if verdict is Verdict.TIES else row.get("tie", 0),
        immature_periods=row.get("tail", 0),
        partial_period=_month(row.get("partial")),
        suppressed_periods=row.get("sup", 0),
        missing_periods=tuple(_month(text) for text in row.get("gaps", ())),
        empty_period=_month(row.get("zero")),
    )


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_each_worked_example_is_said_word_for_word(number, lang):
    example = EXAMPLES[number]
    said = verdict_text(facts_from(example["facts"]), lang)
    assert {
        "headline": plain(said.headline),
        "card": plain(said.card),
        "expl": plain(said.explanation),
        "notes": [plain(note) for note in said.notes],
    } == example[lang]


def judged(**changes) -> VerdictFacts:
    base = {
        "verdict": Verdict.RANDOM,
        "direction": Direction.UP,
        "n_useful": 24,
        "longest_run": 5,
        "longest_run_max": 8,
    }
    base |= {"crossings": 12, "crossings_min": 8, "centre": 81.0}
    return VerdictFacts(**base | changes)


def test_a_missed_goal_never_looks_reached_after_rounding():
    facts = judged(centre=79.6, goal=80.0, goal_relation=GoalRelation.NOT_MET)
    assert "(79,6 %; mål mindst 80 %)" in plain(verdict_text(facts).card)


def test_a_goal_with_a_decimal_keeps_it():
    facts = judged(centre=81.0, goal=77.5, goal_relation=GoalRelation.MET)
    assert "mål mindst 77,5 %" in plain(verdict_text(facts).card)


def test_hidden_numbers_are_said_to_rest_on_fewer_than_the_smallest_group():
    assert verdict_text(VerdictFacts(verdict=Verdict.HIDDEN)).card == "Færre end 5 borgere\u00a0– vises ikke."


def test_a_provisional_level_is_not_called_new():
    facts = judged(verdict=Verdict.PROVISIONAL, phase=PhaseKind.NEW, phase_since=date(2025, 3, 1), n_useful=9)
    assert verdict_text(facts).notes == ()


def test_a_signal_without_dates_is_still_told():
    facts = judged(verdict=Verdict.RUN, is_recent=False, longest_run=9, side=Side.UNDER)
    assert plain(verdict_text(facts).explanation).startswith(
        "Tidligere lå 9 brugbare tal i træk under medianen på 81 %."
    )


def test_an_immature_quarter_is_called_a_quarter():
    facts = judged(period="quarter", immature_periods=1)
    assert verdict_text(facts).notes[0].startswith("Det seneste kvartal er umodent:")
    assert plain(verdict_text(facts).wall_badges[0]) == "1 kvt. umoden"


def test_the_wall_keeps_the_two_most_important_badges():
    facts = judged(immature_periods=3, suppressed_periods=2, partial_period=date(2025, 4, 1), phase=PhaseKind.BASELINE)
    said = verdict_text(facts)
    assert [plain(badge) for badge in said.wall_badges] == ["3 mdr. umodne", "2 mdr. skjult"]
    assert [plain(badge) for badge in said.badges] == [
        "3 mdr. umodne",
        "2 mdr. skjult",
        "apr. ikke slut",
        "udgangspunkt",
    ]


def test_a_fact_that_a_sentence_needs_and_lacks_is_named():
    with pytest.raises(KeyError, match="med"):
        verdict_text(judged(centre=None))


def test_an_unknown_key_a_missing_value_and_a_value_too_many_are_errors_at_once():
    with pytest.raises(KeyError, match="no such text"):
        wording.sentence("no such text")
    with pytest.raises(ValueError, match=r"needs \['date'\], got \[\]"):
        wording.sentence("foot.data_through")
    with pytest.raises(ValueError, match="needs"):
        wording.sentence("foot.synthetic", date="i dag")


def test_a_number_that_nobody_has_formatted_is_refused():
    with pytest.raises(ValueError, match="unformatted"):
        wording.sentence("label.median", value=81.5)


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="'de'"):
        wording.sentence("foot.synthetic", "de")


@pytest.mark.parametrize(
    ("value", "unit", "da", "en"),
    [
        (81, "percent", "81 %", "81%"),
        (1, "referrals", "1 henvendelse", "1 referral"),
        (0, "citizens", "0 borgere", "0 citizens"),
        (46, "referrals", "46 henvendelser", "46 referrals"),
        (1, "working_days", "1 hverdag", "1 working day"),
        (9, "percentage_points", "+9 pp.", "+9 pp."),
        (12, "per_1000", "12 pr. 1.000 borgere", "12 per 1,000 citizens"),
        (46, "number", "46", "46"),
    ],
)
def test_a_value_carries_its_unit_in_singular_or_plural(value, unit, da, en):
    assert plain(wording.with_unit(value, unit, "da")) == da
    assert plain(wording.with_unit(value, unit, "en")) == en


def test_one_and_a_half_is_plural():
    assert plain(wording.counted(1.5, "month", decimals=1)) == "1,5 måneder"


@pytest.mark.parametrize(
    ("signals", "charts", "expected", "said"),
    [
        (3, 18, 0.5, "3 af 18 diagrammer viser signal. Ved ren tilfældighed ville man forvente omkring 1."),
        (3, 18, 0.49, "3 af 18 diagrammer viser signal. Ved ren tilfældighed ville man forvente færre end 1."),
        (0, 18, 0.5, "Ingen af 18 diagrammer viser signal."),
        (1, 1, 0.02, ""),
    ],
)
def test_the_summary_says_how_many_signals_chance_would_give(signals, charts, expected, said):
    assert wording.signal_summary(signals, charts, expected) == said


def test_english_verbs_follow_the_number_of_signals():
    assert wording.signal_summary(1, 8, 2.5, "en").startswith("1 of 8 charts shows a signal.")
    assert wording.signal_summary(2, 8, 2.5, "en").endswith("about 3.")


def test_the_published_change_in_hba1c_is_said_as_printed():
    said = wording.change_sentence("HbA1c", -6.5, low=-9.0, high=-4.1, n=131, unit="mmol_mol")
    assert plain(said) == (
        "HbA1c er i snit faldet 6,5 mmol/mol fra start til slut, 95 % CI (\u22129,0; \u22124,1), "
        "hos 131 borgere, der er målt begge gange."
    )


def test_an_interval_that_includes_zero_settles_nothing():
    said = plain(wording.change_sentence("HbA1c", 0.7, low=-1.0, high=2.5, n=131, unit="mmol_mol"))
    assert said.startswith("Ændringen er +0,7 mmol/mol, 95 % CI (\u22121,0; 2,5). Intervallet rummer 0")


def test_a_change_in_a_share_ends_with_one_full_stop():
    said = plain(wording.share_change_sentence(52, 79, 27, low=19.1, high=33.4, n=140, direction=Direction.UP))
    assert said == (
        "Andelen er steget fra 52 % til 79 %: +27,0 pp., 95 % CI (19,1; 33,4), hos 140, der svarede begge gange. "
        "Det går den vej, vi ønsker."
    )


def test_attrition_is_said_as_published():
    assert plain(wording.attrition_sentence(461, 172, 131)) == (
        "Af de 461, der startede, er 172 (37 %) målt ved slut og 131 (28 %) ved opfølgning."
    )
    assert plain(wording.pairs_sentence(131, 461)) == (
        "Kun de, der er målt begge gange, er med: 131 af de 461, der startede (28 %)."
    )


def test_days_since_count_one_day_as_one():
    assert plain(wording.days_since_sentence(1, "fald")) == "1 dag siden seneste fald."
    assert wording.days_since_sentence(0, "fald") == "Fald registreret i dag. Vi tæller forfra."


@pytest.mark.parametrize(
    ("changes", "n_periods", "said"),
    [
        ({}, None, "Tilfældig variation"),
        ({"goal": 90.0, "goal_relation": GoalRelation.NOT_MET}, None, "Mål 90 % ikke nået"),
        ({"goal": 80.0, "goal_relation": GoalRelation.MET}, None, "Mål 80 % nået"),
        ({"immature_periods": 3}, None, "3 mdr. tælles ikke"),
        ({"verdict": Verdict.FEW, "n_useful": 8, "n_points": 8}, None, "8 af mindst 12 tal"),
        ({"verdict": Verdict.FEW, "n_useful": 6, "suppressed_periods": 40}, 46, "40 af 46 måneder vises ikke"),
        ({"verdict": Verdict.RUN, "side": Side.UNDER}, None, "Uønsket skift"),
        ({"verdict": Verdict.RUN, "direction": Direction.NEUTRAL}, None, "Skift opad"),
        ({"verdict": Verdict.CROSSINGS}, None, "Usædvanligt mønster"),
    ],
)
def test_a_small_card_has_one_line_of_status(changes, n_periods, said):
    assert plain(wording.small_status(judged(**changes), n_periods=n_periods)) == said


def test_reasons_name_the_broken_rule():
    found = wording.reasons(judged(verdict=Verdict.RUN, longest_run=12, n_on_centre=2))
    assert [(reason.label, reason.value, plain(reason.expected), reason.is_broken) for reason in found] == [
        ("Længste serie", "12", "forventet højst 8 – signal", True),
        ("Antal kryds", "12", "forventet mindst 8", False),
        ("Brugbare tal", "24", "af 26; 2 på medianen", False),
    ]


def test_labels_on_a_chart_are_short():
    facts = judged(verdict=Verdict.BOTH, longest_run=12, crossings=5)
    assert wording.run_label(facts) == "12 i træk over medianen"
    assert wording.run_label(facts, is_narrow=True) == "12 i træk over"
    assert plain(wording.crossings_label(facts)) == "kun 5 kryds, forventet mindst 8"
    assert plain(wording.centre_label(facts)) == "Median 81 %"
    assert plain(wording.goal_label(90, "percent")) == "Mål 90 %"


def test_the_line_under_a_value_names_a_unit_that_is_not_percent():
    october = date(2026, 10, 1)
    assert plain(wording.value_line(october, "percent", n=151)) == "okt 2026 · n = 151"
    assert plain(wording.value_line(october, "working_days", n=39)) == "hverdage, okt 2026 · n = 39"


def test_the_scope_lists_a_few_names_and_counts_many():
    six = Selection(programme=("cancer",), municipality=tuple("abcdef"), first=date(2023, 1, 1), last=date(2026, 10, 1))
    assert plain(wording.scope_line(six, {})) == "Kræftrehabilitering · 6 kommuner · jan 2023 – okt 2026"
    two = Selection(municipality=("a", "b"), sex=("female",))
    names = {"municipality": {"a": "Nordlev", "b": "Sydlev"}}
    assert plain(wording.scope_line(two, names)) == "Alle forløb · Nordlev og Sydlev · Kvinder"


@pytest.mark.parametrize("value", ["010190-1234", "0101901234", "x 010190 1234 y", "150277-9995"])
def test_a_value_that_looks_like_a_cpr_number_is_never_repeated(value):
    assert wording.unknown_in_link("kommune", value) == (
        "Linket nævner »…«, som ikke findes her. Vi viser alle kommuner i stedet."
    )


def test_a_long_value_in_a_link_is_cut():
    assert len(wording.safe_echo("x" * 200)) == 30


def test_the_foot_says_how_fresh_the_data_are():
    said = wording.footer(date(2026, 10, 28), datetime(2026, 11, 22, 6, 10), is_synthetic=True)
    assert [plain(part) for part in said] == [
        "Data til og med 28. oktober 2026",
        "Opdateret 22. november 2026 kl. 06.10",
        "Færre end 5 borgere vises ikke",
        "Syntetiske data",
    ]


def test_after_a_change_of_definition_no_new_level_is_claimed():
    facts = judged(
        phase=PhaseKind.BREAK,
        phase_since=date(2023, 10, 1),
        previous_centre=80.0,
        change=("Nyt fagsystem", "New system"),
        n_useful=30,
    )
    said = verdict_text(facts)
    assert plain(said.headline) == "Stabilt – ingen tegn på skift"
    assert plain(said.card) == "Tilfældig variation – ingen tegn på skift i niveauet."
    assert [plain(note) for note in said.notes] == [
        "Ny fase fra oktober 2023: »Nyt fagsystem«. Tal før og efter kan ikke sammenlignes uden videre."
    ]


@pytest.mark.parametrize(
    ("pending", "said"),
    [
        (Pending.COURSES, "flere er stadig i forløb"),
        (Pending.CASES, "flere sager er ikke afgjort"),
        (Pending.ANSWERS, "der kan stadig komme svar"),
    ],
)
def test_a_period_is_immature_for_the_reason_that_is_so(pending, said):
    (note,) = verdict_text(judged(immature_periods=2, pending=pending)).notes
    assert plain(note) == f"De seneste 2 måneder er umodne: {said}. De tæller ikke med endnu."


def test_the_picture_is_named_by_indicator_period_and_the_sentence_of_its_card():
    values = [70.0, 80.0] * 12
    starts = tuple(date(2024 + i // 12, i % 12 + 1, 1) for i in range(24))
    chart = run_chart(values)
    counts = np.full(24, 10)
    table = SubgroupTable(starts, counts, counts, np.array(values), counts, (Status.COUNTED,) * 24)
    facts = judged(centre=75.0, goal=90.0, goal_relation=GoalRelation.NOT_MET)
    analysis = Analysis(
        indicator=INDICATORS["P02"],
        selection=Selection(),
        as_of=date(2026, 1, 1),
        is_synthetic=True,
        table=table,
        chart=chart,
        goal=INDICATORS["P02"].goal,
        events=(),
        facts=facts,
        latest=23,
        false_alarm_rate=0.03,
    )
    assert plain(wording.chart_summary(analysis)) == (
        "Behovsvurdering inden 10 hverdage, januar 2024 til december 2025. "
        "Tilfældig variation – ingen tegn på skift i niveauet. Målet er ikke nået (75 %; mål mindst 90 %)."
    )
    assert verdict_text(facts).card in wording.chart_summary(analysis)


def test_points_without_dates_are_named_by_their_number():
    first, last = date.fromordinal(4), date.fromordinal(12)
    facts = judged(verdict=Verdict.RUN, is_recent=False, longest_run=9, run_from=first, run_to=last, period="point")
    said = verdict_text(facts)
    assert plain(said.explanation).startswith("Fra nr. 4 til nr. 12 lå 9 brugbare tal i træk over medianen på 81 %.")
    assert plain(said.card).endswith("Det var nr. 4–nr. 12.")


@pytest.mark.parametrize("unit", ["percent", "percentage_points"])
def test_a_change_in_percent_is_told_in_percentage_points(unit):
    said = plain(wording.change_sentence("Andelen", -4.2, low=-6.0, high=-2.4, n=80, unit=unit))
    assert said.startswith("Andelen er i snit faldet 4,2 pp. fra start til slut, 95 % CI (\u22126,0; \u22122,4)")
    unclear = plain(wording.change_sentence("Andelen", -4.2, low=-9.0, high=0.6, n=80, unit=unit))
    assert unclear.startswith("Ændringen er \u22124,2 pp., 95 % CI")


def test_an_unwanted_change_is_told_as_such():
    said = wording.change_sentence("HbA1c", 3, low=1, high=5, n=80, unit="mmol_mol", direction=Direction.DOWN)
    assert said.endswith("Det går ikke den vej, vi ønsker.")


def test_a_small_part_hides_the_whole_flow():
    assert plain(wording.attrition_sentence(461, 172, 3)) == "Færre end 5 borgere – vises ikke."
    assert plain(wording.pairs_sentence(4, 461)) == "Færre end 5 borgere – vises ikke."


def test_a_code_nobody_knows_is_shown_as_it_is():
    assert wording.code_label("sex", "x") == "x"


def test_the_page_in_quarters_says_so():
    said = wording.scope_line(Selection(age_group=("18-39", "40-49", "50-59", "60-69"), period=Period.QUARTER), {})
    assert plain(said) == "Alle forløb · Alle kommuner · Aldersgruppe: 4 valgt · pr. kvartal"


def test_a_signal_that_has_ended_is_an_earlier_shift_on_a_small_card():
    assert wording.small_status(judged(verdict=Verdict.RUN, is_recent=False)) == "Tidligere skift"


def test_no_centre_line_is_named_before_there_is_a_verdict():
    assert wording.centre_label(judged(verdict=Verdict.FEW)) == ""


def test_a_change_of_a_share_that_may_be_nothing_is_told_so():
    said = plain(wording.share_change_sentence(52, 54, 2, low=-3.1, high=7.0, n=140))
    assert said.startswith("Ændringen er +2,0 pp., 95 % CI (\u22123,1; 7,0)")


def test_percentage_points_keep_their_sign_beside_a_named_unit():
    assert wording.without_unit(-6.0, "percentage_points") == "\u22126"
    assert wording.unit_name("percentage_points") == "pp."


def test_those_measured_both_times_are_compared_with_all_at_the_start():
    said = plain(wording.start_difference_sentence(-1.24, n=131, unit="mmol_mol"))
    assert "131" in said
    assert "1,2 mmol/mol lavere" in said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (90, "Målet på 90 dage er nået: 90 dage siden seneste fald."),
        (89, "89 dage siden seneste fald; målet er mindst 90 dage."),
    ],
)
def test_days_since_are_held_against_their_goal(days, said):
    assert plain(wording.days_since_sentence(days, "fald", goal=90)) == said


def test_a_chart_without_a_verdict_has_no_reasons():
    assert wording.reasons(judged(verdict=Verdict.FEW)) == ()
