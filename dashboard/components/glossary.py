"""Words that are explained where they stand: a term in a sentence becomes a small button that opens its meaning.

A pointer that rests on it opens the meaning too where the browser knows ``interestfor``; elsewhere a press does, from
mouse, finger or keyboard alike. The meanings stand once on the page, and a word is marked once in a block of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

from qi.wording import sentence

TERMS = (
    "median", "useful_point", "run", "crossing", "random_variation", "non_random_variation", "signal", "trend", "phase",
    "baseline", "wanted_direction", "goal_held", "denominator", "ci", "non_response", "dropout", "immature",
    "paired_change", "working_days", "small_numbers",
)  # fmt: skip
"""The terms that are marked in sentences; "n" and "pp." are in the list of words only."""

LISTED = (*TERMS, "n", "pp")
"""Every term with a meaning."""

_BUTTON = '<button type="button" class="kt-term" popovertarget="term-{}" interestfor="term-{}">{}</button>'

_KEPT = '<span class="kt-kept">{}{}</span>'
"""A full stop stays with the word before it; a browser may break a line after any button."""


def marked(texts: Iterable[str], lang: str) -> list[Markup]:
    """Return the sentences of one block as markup, each term marked where it stands first."""
    seen: set[str] = set()
    return [_marked(text, lang, seen) for text in texts]


def _marked(text: str, lang: str, seen: set[str]) -> Markup:
    pattern, term_of = _terms(lang)

    def button(found: re.Match[str]) -> str:
        word, mark = found.groups()
        term = term_of[word.lower()]
        if term in seen:
            return found[0]
        seen.add(term)
        made = _BUTTON.format(term, term, word)
        return _KEPT.format(made, mark) if mark else made

    # What was typed or read is escaped first; the terms themselves hold nothing to escape.
    return Markup(pattern.sub(button, str(escape(text))))  # noqa: S704


@cache
def _terms(lang: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds a term in a sentence, longer forms first, and which term a form belongs to."""
    term_of = {form.lower(): term for term in TERMS for form in sentence(f"forms.{term}", lang).split("|")}
    longest_first = sorted(term_of, key=len, reverse=True)
    # A hyphen joins words: "tilfældig variation" is not the end of "ikke-tilfældig variation".
    return re.compile(
        rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?![\w-])([.,;:)]*)", re.IGNORECASE
    ), term_of


@cache
def explanations(lang: str) -> Markup:
    """Return what the marked words open, once for a whole page."""
    box = '<div popover="auto" class="kt-term-box" id="term-{}" role="note"><b>{}</b> {}</div>'
    return Markup("").join(
        Markup(box).format(term, name, meaning)  # noqa: S704 - a literal
        for term, (name, meaning) in zip(TERMS, meanings(TERMS, lang), strict=True)
    )


def meanings(terms: Iterable[str], lang: str) -> list[tuple[str, str]]:
    """Return terms with what they mean."""
    return [(sentence(f"term.{term}", lang), sentence(f"tooltip.{term}", lang)) for term in terms]
