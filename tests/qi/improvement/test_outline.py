"""Driver diagrams as outlines, and two changes of one record put together."""

from dataclasses import replace

import pytest

from qi.improvement.merging import merged
from qi.improvement.outline import from_outline, to_outline
from qi.improvement.project import Driver
from tests.qi.improvement.records import CYCLE, PROJECT

OUTLINE = """Vi får henvisningen samme dag
  Postkassen læses dagligt
    Vagtliste
Borgeren tager telefonen"""


def test_an_outline_and_its_drivers_are_the_same_both_ways():
    assert from_outline(OUTLINE) == PROJECT.drivers
    assert to_outline(PROJECT.drivers) == OUTLINE


@pytest.mark.parametrize("text", ["- a\n  - b\n    - c", "a\n\tb\n\t\tc", "\n  a\n\n    * b\n      • c\n"])
def test_bullets_tabs_and_blank_lines_make_no_difference(text):
    assert from_outline(text) == (Driver("a", (Driver("b", (Driver("c"),)),)),)


def test_what_is_further_in_than_a_change_idea_is_a_change_idea_too():
    assert from_outline("a\n b\n  c\n   d") == (Driver("a", (Driver("b", (Driver("c"), Driver("d"))),)),)


def test_a_line_that_comes_back_half_way_is_a_box_of_the_level_above():
    assert from_outline("a\n    b\n  c") == (Driver("a", (Driver("b"), Driver("c"))),)


def test_nothing_written_is_no_driver():
    assert from_outline(" \n - \n") == ()
    assert to_outline(()) == ""


def test_two_who_change_different_fields_both_keep_what_they_wrote():
    mine, theirs = replace(CYCLE, seen="88 %"), replace(CYCLE, learned="Ring før kl. 10")
    put_together = merged(CYCLE, mine, theirs)
    assert (put_together.record.seen, put_together.record.learned) == ("88 %", "Ring før kl. 10")
    assert put_together.both == ()


def test_a_field_that_both_have_changed_is_named_unless_they_agree():
    mine, theirs = replace(CYCLE, seen="88 %", who="Mette"), replace(CYCLE, seen="85 %", who="Mette")
    put_together = merged(CYCLE, mine, theirs)
    assert (put_together.record.seen, put_together.both) == ("88 %", ("seen",))
