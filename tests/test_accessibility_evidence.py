"""The page of evidence says no more than was looked at: one line for each place."""

import re

from scripts.accessibility import EVIDENCE, Found, keep, read, row
from scripts.accessibility_places import Place, places

FINE = Found(Place("data", ""), axe={"light": [], "dark": []})
AMISS = Found(Place("data", "tavle"), axe={"light": [], "dark": ["a rule"]}, amiss={})


def lines():
    return [line for line in EVIDENCE.read_text(encoding="utf-8").splitlines() if re.match(r"\| .* \| `/", line)]


def test_the_page_has_one_line_for_each_place_in_their_order():
    asked = [f"| {place.state} | `/{place.address}` |" for place in places()]
    assert [line[: line.index("` |") + 3] for line in lines()] == asked


def test_a_line_counts_what_was_found_and_says_where_nobody_asked():
    assert row(AMISS) == "| data | `/tavle` | 0 | 1 | – | – | – | – | – | – | – |"


def test_a_place_where_something_was_amiss_or_nobody_could_look_is_visited_again(tmp_path):
    notes = tmp_path / "kept" / "a.jsonl"
    for found in (FINE, AMISS, Found(Place("wall", "vaeg/dark"), failed="timeout")):
        keep(notes, found)
    assert read(notes) == {FINE.place: FINE}
