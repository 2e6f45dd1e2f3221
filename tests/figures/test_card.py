"""The chart cards as markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from dashboard.figures import card, icons
from dashboard.theme import LIGHT
from qi.verdict import Direction, GoalRelation, Side, Verdict, VerdictFacts
from tests.figures import charts


class Reader(HTMLParser):
    """Reads links and classes out of markup."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.classes: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.links += [found["href"] or ""] if tag == "a" else []
        self.classes += (found.get("class") or "").split()


@pytest.mark.parametrize("build", [card.large_card, card.small_card])
def test_a_card_is_one_link(build: type[card.large_card]) -> None:
    read = Reader(build(charts.analysis(charts.SHIFT), href="/indikator?indikator=P01&sprog=da"))
    assert read.links == ["/indikator?indikator=P01&sprog=da"]


@pytest.mark.parametrize("build", [card.large_card, card.small_card])
def test_a_name_with_markup_in_it_is_only_text(build: type[card.large_card]) -> None:
    made = build(charts.analysis(charts.RANDOM, of=charts.indicator("<img src=x onerror=alert(1)>")), href="#")
    assert "<img" not in made


@pytest.mark.parametrize("build", [card.large_card, card.small_card])
def test_a_card_is_one_line_of_markup(build: type[card.large_card]) -> None:
    made = build(charts.analysis(charts.RANDOM), href="#")
    assert isinstance(made, Markup)
    assert "\n" not in made


def test_a_large_card_has_headline_value_and_the_broken_rules() -> None:
    made = card.large_card(charts.analysis(charts.SHIFT), href="#")
    assert "Tegn på skift i ønsket retning" in made
    assert '<span class="kt-num">86<span class="kt-unit">%</span></span>' in made
    assert made.count("kt-hit") == 4


def test_a_large_card_sends_a_drawing_for_wide_and_one_for_phones() -> None:
    read = Reader(card.large_card(charts.analysis(charts.SHIFT), href="#"))
    assert {"kt-wide", "kt-phone"} <= set(read.classes)


def test_a_card_without_a_counted_point_shows_a_dash() -> None:
    made = card.small_card(charts.analysis([0.0] * 14, "x" * 14, verdict=Verdict.HIDDEN), href="#")
    assert '<span class="kt-num kt-c-none">–</span>' in made


def test_a_quiet_headline_is_set_quieter() -> None:
    assert "kt-c-quiet" in Reader(card.large_card(charts.analysis(charts.RANDOM), href="#")).classes
    assert "kt-c-quiet" not in Reader(card.large_card(charts.analysis(charts.SHIFT), href="#")).classes


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (VerdictFacts(verdict=Verdict.RUN, direction=Direction.UP, side=Side.OVER), "good"),
        (VerdictFacts(verdict=Verdict.RUN, direction=Direction.DOWN, side=Side.OVER), "bad"),
        (VerdictFacts(verdict=Verdict.RUN), "neutral"),
        (VerdictFacts(verdict=Verdict.CROSSINGS), "unclear"),
        (VerdictFacts(verdict=Verdict.RANDOM), "random"),
        (VerdictFacts(verdict=Verdict.RANDOM, immature_periods=3), "immature"),
        (
            VerdictFacts(verdict=Verdict.RANDOM, direction=Direction.UP, goal_relation=GoalRelation.HELD, goal=80),
            "goal_held",
        ),
        (
            VerdictFacts(verdict=Verdict.RANDOM, direction=Direction.UP, goal_relation=GoalRelation.MET, goal=80),
            "goal_open",
        ),
        (VerdictFacts(verdict=Verdict.FEW), "few"),
        (VerdictFacts(verdict=Verdict.HIDDEN), "suppressed"),
    ],
)
def test_the_icon_follows_the_verdict(facts: VerdictFacts, name: str) -> None:
    assert icons.icon_name(facts) == name


def test_an_arrow_turns_when_the_numbers_fell() -> None:
    facts = VerdictFacts(verdict=Verdict.RUN, direction=Direction.DOWN, side=Side.UNDER)
    assert "rotate(180 12 12)" in icons.verdict_icon(facts)


@pytest.mark.parametrize("name", icons.NAMES)
def test_every_icon_is_hidden_from_screen_readers(name: str) -> None:
    assert 'aria-hidden="true"' in icons.icon(name, 16, ink=LIGHT)
