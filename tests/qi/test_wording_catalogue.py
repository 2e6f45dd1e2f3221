"""The texts as data: both languages say the same things, in plain words, and code asks for no text that is missing."""

import ast
import json
import re
from itertools import groupby
from pathlib import Path

import pytest

from qi import wording
from qi.dataset import SOURCE_GROUPS, TABLES
from qi.indicators import INDICATORS
from qi.selection import Period
from qi.subgroups import Status
from qi.verdict import Verdict
from qi.wording.catalogue import FAMILIES, catalogue, placeholders, read_family
from qi.wording.nouns import nouns
from scripts import readability
from scripts.readability import HARDEST, lix

ROOT = Path(__file__).parents[2]
EXAMPLES = json.loads((ROOT / "tests" / "golden" / "wording_examples.json").read_text(encoding="utf-8"))

FORBIDDEN_DA = (
    *("signifikant", "markant", "bedst", "værst", "rangliste", "skyldes", "på grund af", "takket være", "effekten af"),
    *("virker", "forbedring", "ingen forskel", "ingen effekt", "normal", "unormal", "patient", "patienter", "trend"),
    *("outlier", "null", "nan", "måltal", "alarm", "desværre", "heldigvis", "klik her", "ok", "submit"),
)
NAMED_BY_THE_FIELD = {"page.forbedring", "page_help.forbedring", "entry.know"}
"""Forbedring is the name of a page and of the model with its three questions; it never judges numbers."""


def test_both_languages_fill_in_the_same_values():
    assert not [key for key, text in catalogue().items() if placeholders(text.en) != text.placeholders]


def test_no_text_is_empty():
    assert not [key for key, text in catalogue().items() if not text.da.strip() or not text.en.strip()]


def test_a_key_is_used_once():
    assert len(catalogue()) == sum(len(read_family(family)) for family in FAMILIES)


def test_no_danish_text_says_a_forbidden_word_and_none_shouts():
    forbidden = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, FORBIDDEN_DA)) + r")(?!\w)|!", re.IGNORECASE)
    assert not [key for key, text in catalogue().items() if forbidden.search(text.da) and key not in NAMED_BY_THE_FIELD]


def test_no_text_ranks_or_explains_by_a_cause_in_english():
    forbidden = re.compile(r"\b(significant|best|worst|due to|because of|thanks to|patients?|outlier|alarm)\b|!", re.I)
    assert not [key for key, text in catalogue().items() if forbidden.search(text.en)]


def test_nouns_have_a_singular_and_a_plural_in_both_languages():
    assert not [key for key, noun in nouns().items() if set(noun) != {"da", "en"} or not all(map(all, noun.values()))]


def test_a_text_in_singular_and_plural_names_what_it_counts_and_fills_in_no_more():
    forms = {key: text for key, text in catalogue().items() if text.one or text.counted}
    assert len(forms) > 10
    for key, text in forms.items():
        assert text.counted in text.placeholders, key
        assert text.one, key
        assert all(placeholders(one) <= text.placeholders for one in text.one), key


@pytest.mark.parametrize(
    ("n", "da", "en"),
    [
        (1, "1 signal mere står i skemaet.", "1 more signal is in the table."),
        (2, "2 flere signaler står i skemaet.", "2 more signals are in the table."),
        (1001, "1.001 flere signaler står i skemaet.", "1,001 more signals are in the table."),
    ],
)
def test_one_is_said_of_one_and_the_plural_of_all_others(n, da, en):
    assert [wording.sentence("compare.more_signals", lang, k=n) for lang in ("da", "en")] == [da, en]


def test_every_unit_of_an_indicator_has_words():
    assert not [one.key for one in INDICATORS.values() if not wording.is_unit(one.unit)]


def test_every_closed_code_has_a_label():
    codes = {
        "sex": _codes("background", "sex"),
        "age_group": _codes("background", "age_group"),
        "education": _codes("background", "education"),
        "employment": _codes("background", "employment"),
        "origin": _codes("background", "origin"),
        "housing": _codes("background", "housing"),
        "law": _codes("courses", "law"),
        "programme": _codes("programmes", "programme"),
        "source": (*_codes("courses", "source"), *SOURCE_GROUPS),
        "change_kind": _codes("changes", "kind"),
        "period": tuple(Period),
        "status": tuple(Status),
        "wave": _codes("questionnaires", "wave"),
        "focus": tuple(f"phase_{verdict}" for verdict in Verdict),
    }
    asked = {f"{dimension}.{code}" for dimension, listed in codes.items() for code in listed}
    missing = asked - catalogue().keys()
    assert not missing


def _codes(table: str, column: str) -> tuple[str, ...]:
    return next(one.codes for one in TABLES[table] if one.name == column)


def test_code_asks_for_no_text_that_is_missing():
    missing = [
        f"{path.relative_to(ROOT)}:{line}: {key}"
        for folder in ("qi", "dashboard")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, key in _keys_asked_for(path)
        if not any(re.fullmatch(key, known) for known in catalogue())
    ]
    assert not missing


def _keys_asked_for(path: Path):
    """Return line and key, as a pattern, of every text a file names in a call of ``sentence``."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and call.args and _name(call.func) in ("sentence", "fill"):
            first = call.args[0]
            for key in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                if isinstance(key, ast.Constant):
                    yield key.lineno, re.escape(key.value)
                elif isinstance(key, ast.JoinedStr):
                    yield key.lineno, "".join(_pattern(part) for part in key.values)


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def _pattern(part: ast.expr) -> str:
    return re.escape(part.value) if isinstance(part, ast.Constant) else ".*"


BY_VERDICT = {
    verdict: [one["da"] for one in rows]
    for verdict, rows in groupby(sorted(EXAMPLES, key=lambda one: one["facts"]["v"]), key=lambda one: one["facts"]["v"])
}


@pytest.mark.parametrize("verdict", BY_VERDICT)
def test_the_explanations_of_a_verdict_are_easy_to_read(verdict):
    assert lix([said["expl"] for said in BY_VERDICT[verdict]]) <= 40


@pytest.mark.parametrize("part", ["headline", "card", "expl"])
def test_all_verdicts_together_are_easy_to_read(part):
    assert lix([said[part] for rows in BY_VERDICT.values() for said in rows]) <= 35


HELP = (
    *("note.", "do.", "page_help.", "tooltip.", "pair.", "attr.", "rare.", "multi.", "try.", "explain.", "walk."),
    *("plain.", "comparing.", "method.", "outcome_method.", "take."),
)


@pytest.mark.parametrize("prefix", HELP)
def test_each_kind_of_help_is_easy_to_read(prefix):
    texts = [text.da for key, text in catalogue().items() if key.startswith(prefix)]
    assert lix([re.sub(r"{\w+}", "12", text) for text in texts]) <= HARDEST


def test_the_sentences_of_every_family_are_easy_to_read():
    assert {family: value for family, (_, value) in readability.families().items() if value > HARDEST} == {}


def test_every_page_of_the_danish_guide_is_easy_to_read():
    assert {name: value for name, value in readability.guide().items() if value > HARDEST} == {}


def test_lix_counts_words_in_a_sentence_and_the_share_of_long_words():
    assert lix(["Tallet svinger tilfældigt omkring midten. Vent med at handle."]) == pytest.approx(4.5 + 100 * 3 / 9)


def test_code_tables_and_links_of_a_page_are_read_as_a_person_reads_them():
    assert readability.spoken("# Tavlen\n\nSe [her](x.md).\n\n```\nmake run\n```\n- **Et** punkt\n") == [
        "Tavlen",
        "Se her.",
        "Et punkt",
    ]


# The keys of these families are put together from codes of the data or of a record, so no line of code names them.
NAMED_BY_CODES = (
    *("sex", "age_group", "education", "employment", "origin", "housing", "law", "source", "session_status"),
    *("delivery", "ownkind", "rhythm", "outcome_method", "theirs"),
)


def test_every_text_is_used_somewhere():
    named, built = _named_in_code()
    patterns = [re.compile(pattern) for pattern in built]
    left = (key for key in catalogue() if key.partition(".")[0] not in NAMED_BY_CODES and key not in named)
    assert [key for key in left if not any(pattern.fullmatch(key) for pattern in patterns)] == []


def _named_in_code() -> tuple[set[str], set[str]]:
    """Return every text constant of the code, and every text put together with a word of its own, as a pattern."""
    named, built = set(), set()
    for folder in ("qi", "dashboard"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    built.add("".join(map(_pattern, node.values)))
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    named.add(node.value)
    return named, {pattern for pattern in built if re.search(r"[a-z]{2}", pattern)}
