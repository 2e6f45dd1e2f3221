"""What a comparison says in words: within or outside, by how much, who is left out; never a rank."""

import re

import pytest

from dashboard.components import compare_words as words
from qi.comparison.pooling import Pooled
from qi.comparison.units import compare
from qi.indicators import INDICATORS
from qi.wording.catalogue import catalogue, read_family

NAMES = {"a": "Ærø", "b": "Bæk", "c": "Aarup", "d": "Ålsø", "e": "Ørbæk", "f": "Egå"}


def pooled(hits, n=200, *, hidden=0, months=12):
    return Pooled(numerator=hits, n=n, n_months=months, n_shown=months, n_hidden=hidden)


ALIKE = {code: pooled(hits) for code, hits in zip("abcdef", (160, 158, 163, 161, 159, 162), strict=True)}
FAR = ALIKE | {"far": pooled(100)}


def said_of(units):
    return compare(INDICATORS["P02"], units)


def name(code):
    return NAMES.get(code, code)


@pytest.mark.parametrize(
    ("units", "headline"),
    [
        (ALIKE, "Alle 6 kommuner ligger inden for den forventede variation"),
        (FAR, "6 af 7 kommuner ligger inden for den forventede variation"),
    ],
)
def test_the_headline_counts_who_lies_within(units, headline):
    assert words.headline(said_of(units), "municipality", "da") == headline


def test_nobody_beyond_the_inner_limits_is_told_without_a_zero():
    assert words.beyond_inner(said_of(ALIKE), "municipality", "da") == (
        "Ingen af de 6 kommuner ligger uden for 95 %-grænserne."
    ).replace("95 %", "95\u00a0%")


def test_those_beyond_the_inner_limits_are_told_with_what_chance_would_give():
    assert "omkring 1" in words.beyond_inner(
        said_of({f"u{i}": pooled(160) for i in range(19)} | {"x": pooled(100)}), "unit", "da"
    )
    assert "færre end 1" in words.beyond_inner(said_of(FAR), "municipality", "da")


def test_a_unit_outside_is_told_with_its_numbers_what_is_expected_and_where_it_will_settle():
    comparison = said_of(FAR)
    far = next(unit for unit in comparison.units if unit.code == "far")
    assert words.stands_out(far, "Langt ude", "da") == "Langt ude ligger under det forventede"
    first, second = words.by_how_much(far, comparison, "da")
    assert first.startswith("50\u00a0% (100 af 200). Forventet mellem ")
    assert second.startswith("Det mest sandsynlige niveau fremover er ")


def test_a_rate_is_told_per_inhabitant():
    counts = {f"u{i}": pooled(n, n) for i, n in enumerate((100, 104, 96, 99, 101, 98, 102, 300))}
    comparison = compare(INDICATORS["R01"], counts, inhabitants=dict.fromkeys(counts, 10_000.0))
    assert (
        "pr.\u00a01.000 indbyggere om året (300 i alt)" in words.by_how_much(comparison.units[-1], comparison, "da")[0]
    )


def test_those_left_out_are_named_with_the_reason():
    units = ALIKE | {"g": pooled(5, 9), "h": pooled(0, 0), "i": pooled(30, 40, hidden=8, months=4)}
    units |= {"a": pooled(150, 190, hidden=1, months=11)}
    told = list(words.left_out(said_of(units), name, "da"))
    assert told == [
        "Ikke med, fordi der ingen tal er i perioden: h.",
        "Ikke med, fordi der er færre end 10 i alt: g.",
        "Ikke med, fordi det meste af perioden er skjult (få borgere): i.",
        "Nogle måneder er skjult og ikke regnet med (få borgere): Ærø.",
    ]


def test_names_stand_in_danish_alphabetical_order():
    assert words.sorted_names(iter(NAMES), name) == ["Bæk", "Egå", "Ærø", "Ørbæk", "Ålsø", "Aarup"]


def test_the_warning_about_regression_to_the_mean_comes_only_where_somebody_stands_out():
    texts = {key: catalogue()[key].da for key in ("compare.regression", "compare.mix")}
    assert texts["compare.regression"] not in words.explanations(said_of(ALIKE), "municipality", "da")
    assert texts["compare.regression"] in words.explanations(said_of(FAR), "municipality", "da")
    assert texts["compare.mix"] in words.explanations(said_of(ALIKE), "municipality", "da")


def test_widened_limits_are_said_to_be_wider():
    hits = (120, 150, 180, 135, 170, 110, 185, 160, 145, 190)
    wide = said_of({f"u{i}": pooled(h) for i, h in enumerate(hits)})
    assert any("bredere" in text for text in words.explanations(wide, "municipality", "da"))


def test_no_sentence_of_the_comparison_ranks():
    never = re.compile(r"\b(bedst|værst|dårligst|nr\.\s*1|rangeret|best|worst|top|bottom)\b", re.IGNORECASE)
    ranking = [key for key, texts in read_family("compare").items() if any(map(never.search, texts))]
    assert ranking == []
