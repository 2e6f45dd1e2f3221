"""Every indicator is a whole record whose query runs."""

import re

import pytest

from qi.analysis import analyse_all
from qi.cells import batches, cells_query, citizens_query, considered_query, repeats_query
from qi.dataset import TABLES
from qi.indicator import Measure
from qi.indicators import INDICATORS
from qi.indicators.needs import SYMPTOM_KEYS
from qi.selection import Selection
from qi.verdict import Direction, Verdict
from qi.wording import is_unit

WANTED = """
    R01 R03 R04 R05 R06 R07 P01 P02 P03 P09 P10 P11 P12 P13 P14 P15 P16 D01 D02 D03 D04 O01 O02 O03 O04 O05 O07 O08 O09
    O10 E01 E02 E03 N01 N02 N03 N04 N05 N06 B01 B03
"""


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
def test_a_record_says_everything_a_reader_may_ask(indicator):
    for name in (
        "title_da", "title_en", "numerator_da", "denominator_da", "dated_by_da", "source_system", "owner", "reference",
    ):  # fmt: skip
        assert getattr(indicator, name), name
    assert len(indicator.title_da) <= 40
    assert is_unit(indicator.unit)
    assert indicator.goal is None or indicator.goal.source


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
def test_a_record_says_it_in_english_too(indicator):
    names = ("numerator", "denominator", "dated_by", "source_system", "owner")
    assert all(getattr(indicator, f"{name}_en") for name in names)
    goal = indicator.goal.source_en if indicator.goal else "none"
    assert goal
    said = " ".join([goal, indicator.caveat_en, *(indicator.said(name, "en") for name in (*names, "reference"))])
    assert not DANISH.search(said.replace("Sønderborg", "").replace("Askjær", "")), said


DANISH = re.compile(r"[æøå]|\b(og|af|med|efter|mindst|afsnit|tabel|spørgsmål)\b", re.IGNORECASE)


def test_the_catalogue_holds_the_wanted_indicators_and_21_symptoms():
    assert set(WANTED.split()) | set(SYMPTOM_KEYS) <= set(INDICATORS)
    assert (len(SYMPTOM_KEYS), SYMPTOM_KEYS[0], SYMPTOM_KEYS[-1]) == (21, "N10", "N30")


def test_needs_are_never_good_or_bad():
    assert {INDICATORS[key].direction for key in INDICATORS if key.startswith("N")} == {Direction.NEUTRAL}


def test_every_series_of_an_empty_dataset_has_no_verdict(opened):
    analyses = analyse_all(opened({}), Selection())
    counts = [a for a in analyses if a.indicator.measure is Measure.COUNT]
    others = [a for a in analyses if a.indicator.measure is not Measure.COUNT]
    assert {a.facts.verdict for a in others} == {Verdict.NONE}
    assert {a.facts.verdict for a in counts} == {Verdict.CONSTANT}


def test_queries_keep_to_what_every_engine_knows():
    specs = {key: indicator.spec for key, indicator in INDICATORS.items() if indicator.spec}
    for batch in batches(specs):
        of_repeats = (considered_query(batch, "repeats"), citizens_query(batch, "repeats", n_profiles=7))
        for query in (cells_query(batch), repeats_query(batch), *of_repeats):
            text = query.lower()
            assert set(re.findall(r"(\w+)\(", text)) <= {
                "sum",
                "count",
                "coalesce",
                "min",
                "floor",
                "cast",
                "and",
                "in",
            }
            assert not any(word in text for word in ("true", "false", "::", "%"))


def test_an_indicator_rests_on_kinds_of_event_that_there_are():
    kinds = next(column for column in TABLES["events"] if column.name == "kind").codes
    named = {kind for indicator in INDICATORS.values() if indicator.spec for kind in indicator.spec.rests_on}
    assert named <= set(kinds)
    assert "contact" in named
