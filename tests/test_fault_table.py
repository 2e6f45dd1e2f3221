"""What the table of faults promises exists: its sentences in the catalogue, its tests in their files."""

import re
from functools import cache
from pathlib import Path

import pytest

from qi.wording.catalogue import catalogue
from tests.fault_table import faults

ROOT = Path(__file__).parents[1]
BOUND = "\u00a0"


@cache
def told():
    """Every Danish text as one pattern: what is filled in may be anything."""
    texts = (re.split(r"\{\w+\}", text.da.replace(BOUND, " ")) for text in catalogue().values())
    return re.compile("|".join(".+".join(map(re.escape, parts)) for parts in texts if any(parts)))


def test_every_fault_that_was_agreed_stands_in_the_table():
    assert len(faults()) >= 12


@pytest.mark.parametrize("what", faults())
def test_a_sentence_of_the_table_is_one_that_a_person_can_be_told(what):
    assert told().fullmatch(faults()[what].sentence)


@pytest.mark.parametrize("what", faults())
def test_a_fault_of_the_table_is_brought_about_by_a_test_and_nothing_is_lost(what):
    assert faults()[what].tests
    assert faults()[what].lost.startswith("nothing")
    for file, name in faults()[what].tests:
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")
