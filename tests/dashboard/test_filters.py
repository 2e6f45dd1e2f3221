"""Address -> selection -> address: a copied link gives the same picture, and what nobody knows is dropped and said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import cache, filters
from qi.selection import DIMENSIONS, Period, Selection

data = cache.dataset


@st.composite
def selections(draw):
    codes, months = data().codes, filters.data_months(data())
    chosen = {name: tuple(sorted(draw(st.sets(st.sampled_from(codes[name]), max_size=3)))) for name in DIMENSIONS}
    first, last = sorted((draw(st.sampled_from(months)), draw(st.sampled_from(months))))
    period = draw(st.sampled_from([Period.MONTH, Period.QUARTER]))
    return Selection(**chosen, first=first, last=last, period=period)


def read(query):
    codes, unknown = filters.read_query(query, data())
    assert unknown == []
    return filters.selection_of(codes, data())


@given(selections(), st.sampled_from(["da", "en"]))
def test_an_address_written_for_a_selection_gives_that_selection(selection, lang):
    query = {name: values for name, values in filters.write_query(selection, data(), lang).items() if name != "sprog"}
    assert read(query) == selection


def test_nothing_chosen_is_an_empty_address():
    assert filters.write_query(filters.selection_of({}, data()), data(), "da") == {}


def test_english_says_so_in_the_address():
    assert filters.write_query(filters.selection_of({}, data()), data(), "en") == {"sprog": ["English"]}


def test_the_first_month_is_a_january_three_years_back():
    assert filters.selection_of({}, data()).first == date(2023, 1, 1)


@pytest.mark.parametrize("value", ["902", "Fjordbæk"])
def test_a_link_may_name_a_code_or_a_label(value):
    assert read({"kommune": [value]}).municipality == ("902",)


def test_a_link_may_name_a_label_of_the_other_language():
    assert read({"koen": ["Women"]}) == read({"koen": ["Kvinder"]})


def test_a_value_nobody_knows_is_dropped_and_listed():
    codes, unknown = filters.read_query({"kommune": ["902", "Nix"], "foo": ["x"]}, data())
    assert codes == {"municipality": ["902"]}
    assert unknown == [("kommune", "Nix")]


def test_months_in_the_wrong_order_are_swapped():
    selection = read({"fra": ["2025-06"], "til": ["2025-01"]})
    assert (selection.first, selection.last) == (date(2025, 1, 1), date(2025, 6, 1))


def test_the_link_to_an_indicator_keeps_the_selection():
    link = filters.indicator_links(read({"kommune": ["902"]}), "da")
    assert link("P01") == "/indikator?indikator=P01&kommune=Fjordb%C3%A6k"
