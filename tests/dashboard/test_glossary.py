"""Words that are explained where they stand: escaped first, marked once in a block, never inside another word."""

import re

import pytest

from dashboard.components import glossary
from dashboard.figures import explained
from qi.formats import LANGUAGES
from qi.wording.catalogue import catalogue

MARKED = re.compile(r'popovertarget="term-(\w+)"[^>]*>([^<]+)</button>')


def marks(*texts, lang="da"):
    return [MARKED.findall(text) for text in glossary.marked(texts, lang)]


def test_a_term_is_marked_where_it_stands_first_in_a_block():
    assert marks("Medianen er 5. En serie over medianen.", "Medianen igen") == [
        [("median", "Medianen"), ("run", "serie")],
        [],
    ]


def test_what_was_typed_is_text_and_never_markup():
    (said,) = glossary.marked(["<img src=x onerror=alert(1)> & median"], "da")
    assert said.startswith("&lt;img src=x onerror=alert(1)&gt; &amp; <button")


def test_a_longer_term_wins_and_no_term_is_found_inside_a_word():
    assert marks("ikke-tilfældig variation i mediantiden, seriediagram") == [
        [("non_random_variation", "ikke-tilfældig variation")]
    ]


def test_english_sentences_have_their_own_forms():
    assert marks("The longest run has 9 crossings, 95%\u00a0CI", lang="en") == [
        [("run", "run"), ("crossing", "crossings"), ("ci", "95%\u00a0CI")]
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_mark_and_every_sign_opens_something_that_is_on_the_page(lang):
    foot = glossary.explanations(lang) + explained.explanations(lang)
    ids = re.findall(r'id="([\w-]+)"', foot)
    assert set(ids) >= {f"term-{term}" for term in glossary.TERMS} | {f"seen-{kind}" for kind in explained.KINDS}
    assert len(ids) == len(set(ids))


def test_every_term_of_the_catalogue_is_listed():
    assert {key.removeprefix("term.") for key in catalogue() if key.startswith("term.")} == set(glossary.LISTED)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pictures_of_chance_and_signal_are_what_the_rules_say_of_them(lang):
    (random, signal) = (explained.analysed(values, "x") for values in (explained.RANDOM, explained.SIGNAL))
    assert not random.facts.verdict.is_signal
    assert random.facts.verdict.is_judged
    assert signal.facts.verdict.is_signal
    assert f"{signal.facts.longest_run}" in explained.explanations(lang)
