from datetime import date, datetime

import pytest

from qi import formats

OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("value", "decimals", "da", "en"),
    [
        (1652, 0, "1.652", "1,652"),
        (11000.0, 0, "11.000", "11,000"),
        (58.5, 1, "58,5", "58.5"),
        (-6.5, 1, "\u22126,5", "\u22126.5"),
        (0, 0, "0", "0"),
        (1234.56, 1, "1.234,6", "1,234.6"),
    ],
)
def test_numbers_have_the_separators_of_the_language_and_a_true_minus(value, decimals, da, en):
    assert formats.number(value, decimals) == da
    assert formats.number(value, decimals, lang="en") == en


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "\u22123"), (2.675, 2, "2,68"), (100 * 0.145, 0, "15")],
)
def test_numbers_are_rounded_half_up(value, decimals, written):
    assert formats.number(value, decimals) == written


def test_a_number_that_rounds_to_zero_has_no_sign():
    assert formats.number(-0.04, 1) == "0,0"
    assert formats.signed(0.04, 1) == "0,0"


def test_a_missing_number_is_refused():
    with pytest.raises(ValueError, match="finite number"):
        formats.number(float("nan"))


def test_a_percentage_has_a_no_break_space_in_danish_only():
    assert formats.percent(81.4) == "81\u00a0%"
    assert formats.percent(81.4, lang="en") == "81%"


def test_a_change_in_a_share_is_signed_percentage_points():
    assert formats.percentage_points(9) == "+9\u00a0pp."
    assert formats.percentage_points(-9.25, 1) == "\u22129,3\u00a0pp."


def test_an_interval_is_written_with_a_semicolon():
    assert formats.confidence_interval(-9.0, -4.1) == "95\u00a0%\u00a0CI (\u22129,0; \u22124,1)"
    assert formats.confidence_interval(-9.0, -4.1, lang="en") == "95%\u00a0CI (\u22129.0; \u22124.1)"


def test_the_size_of_a_sample_stays_on_one_line():
    assert formats.sample_size(1131) == "n\u00a0=\u00a01.131"


def test_a_goal_is_written_without_needless_decimals():
    assert [formats.shortest(goal) for goal in (80, 80.0, 7.5, 99.25)] == ["80", "80", "7,5", "99,25"]


@pytest.mark.parametrize(
    ("month", "long", "short", "axis"),
    [
        (3, "marts 2025", "marts 2025", "mar 2025"),
        (6, "juni 2025", "juni 2025", "jun 2025"),
        (9, "september 2025", "sept. 2025", "sep 2025"),
        (10, "oktober 2025", "okt. 2025", "okt 2025"),
    ],
)
def test_a_month_has_a_form_for_sentences_for_cards_and_for_axes(month, long, short, axis):
    start = date(2025, month, 1)
    written = [formats.period(start, form=form).replace("\u00a0", " ") for form in ("long", "short", "axis")]
    assert written == [long, short, axis]


def test_the_year_never_stands_alone_on_a_line():
    assert formats.axis_month(OCTOBER) == "okt\u00a02026"
    assert formats.long_date(date(2026, 10, 28)) == "28.\u00a0oktober\u00a02026"


def test_english_dates_have_no_full_stop():
    assert formats.long_date(date(2026, 10, 28), "en") == "28\u00a0October\u00a02026"
    assert formats.short_date(date(2026, 10, 28), "en") == "28\u00a0Oct\u00a02026"


def test_a_moment_is_written_with_its_clock():
    assert formats.timestamp(datetime(2026, 10, 28, 6, 10)) == "28.\u00a0oktober\u00a02026 kl.\u00a006.10"
    assert formats.timestamp(datetime(2026, 10, 28, 6, 10), "en") == "28\u00a0October\u00a02026 at\u00a006:10"


@pytest.mark.parametrize(
    ("first", "last", "form", "written"),
    [
        (date(2023, 4, 1), date(2023, 12, 1), "short", "apr.–dec. 2023"),
        (date(2024, 3, 1), date(2025, 2, 1), "short", "marts 2024–feb. 2025"),
        (date(2023, 1, 1), date(2026, 10, 1), "axis", "jan 2023 – okt 2026"),
        (date(2024, 1, 1), date(2026, 10, 1), "long", "januar 2024 til oktober 2026"),
        (OCTOBER, OCTOBER, "short", "okt. 2026"),
    ],
)
def test_a_span_says_the_year_once_where_it_is_the_same(first, last, form, written):
    assert formats.span(first, last, form=form).replace("\u00a0", " ") == written


def test_quarters_have_a_long_a_short_and_an_axis_form():
    start = date(2025, 4, 1)
    written = [formats.period(start, "quarter", form=form) for form in ("long", "short", "axis")]
    assert written == ["2.\u00a0kvartal\u00a02025", "2.\u00a0kvt.\u00a02025", "2.\u00a0kvt\u00a02025"]
    assert formats.period(start, "quarter", lang="en") == "Q2\u00a02025"


def test_a_week_belongs_to_the_year_of_its_thursday():
    assert formats.period(date(2024, 12, 30), "week") == "uge\u00a01,\u00a02025"


def test_a_dash_does_not_begin_a_line():
    assert formats.bind("Stabilt – målet er nået") == "Stabilt\u00a0– målet er nået"


def test_numbers_stay_with_what_they_count_in_fixed_texts():
    assert formats.bind("95 % CI, n = 5, pr. 1.000, kl. 6.10, § 119") == (
        "95\u00a0%\u00a0CI, n\u00a0=\u00a05, pr.\u00a01.000, kl.\u00a06.10, §\u00a0119"
    )


def test_names_sort_as_in_danish_with_aa_as_å_last():
    names = ["Ålsø", "Aarup", "Zahle", "ærø", "Ørsted", "Egå", "Bæk", "Baden"]
    assert sorted(names, key=formats.sort_key) == ["Baden", "Bæk", "Egå", "Zahle", "ærø", "Ørsted", "Ålsø", "Aarup"]


def test_an_accent_changes_no_place_and_a_letter_in_two_parts_is_one_letter():
    decomposed = "A\u030ardal"
    assert sorted(["Øland", decomposed, "Ærtholm"], key=formats.sort_key) == ["Ærtholm", "Øland", decomposed]
    assert sorted(["Møller", "Müller", "Cafe", "Café B", "Cafz"], key=formats.sort_key) == [
        "Cafe",
        "Café B",
        "Cafz",
        "Müller",
        "Møller",
    ]


def test_codes_stand_in_the_order_of_their_names():
    assert formats.by_name({"1": "Aabenraa", "2": "Viborg", "3": "Ærø"}) == ["2", "3", "1"]


@pytest.mark.parametrize(
    ("value", "decimals", "written"), [(1652, 0, "1652"), (58.45, 1, "58,5"), (-6.5, 1, "-6,5"), (-0.4, 0, "-0")]
)
def test_a_number_in_a_file_has_a_decimal_comma_and_nothing_a_spreadsheet_reads_as_text(value, decimals, written):
    assert formats.for_file(value, decimals) == written
