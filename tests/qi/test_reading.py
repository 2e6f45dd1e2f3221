"""Tables as people paste them."""

from datetime import date

import pytest

from qi.reading import ReadingError, parse_date, parse_numbers, read_table


def test_a_pasted_column_of_danish_numbers_is_read():
    table = read_table(b"58,5\n52,0\n\n52,7\n")
    assert table.numbers("1") == (58.5, 52.0, 52.7)


def test_a_semicolon_file_with_header_keeps_its_column_names():
    table = read_table("Måned;Andel\njan 2024;81 %\nfeb 2024;79 %\n".encode("cp1252"))
    assert table.columns == ("Måned", "Andel")
    assert table.dates("Måned") == (date(2024, 1, 1), date(2024, 2, 1))
    assert table.numbers("Andel") == (81.0, 79.0)


def test_a_comma_file_reads_the_dot_as_decimal():
    table = read_table(b'"month","avg","n"\n2019-03-01,59.322,214\n2019-04-01,60.241,NA\n')
    assert table.numbers("avg") == (59.322, 60.241)
    assert table.numbers("n") == (214.0, None)


def test_a_tab_table_reads_three_digits_after_a_dot_as_thousands():
    assert read_table(b"sted\tantal\na\t1.652\nb\t739\n").numbers("antal") == (1652.0, 739.0)


def test_utf16_from_a_survey_export_is_read():
    assert read_table("a\tb\r\nå\t1\r\n".encode("utf-16")).column("a") == ("å",)


def test_the_real_minus_and_thousands_are_read():
    assert parse_numbers(["−6,5", "2.132", ""]) == (-6.5, 2132.0, None)


@pytest.mark.parametrize("written", ["2025-04-28", "28/4-25", "28.04.2025", "28-04-2025", "2025-04-28 06:10"])
def test_dates_are_read_as_danes_write_them(written):
    assert parse_date(written) == date(2025, 4, 28)


def test_a_quarter_is_its_first_day():
    assert parse_date("2025K2") == date(2025, 4, 1)


def test_an_impossible_date_is_no_date():
    assert parse_date("31/2-25") is None


@pytest.mark.parametrize("written", ["0101701234", "navn 010170-1234"])
def test_a_cell_like_a_personal_number_stops_the_table_without_repeating_it(written):
    with pytest.raises(ReadingError) as error:
        read_table(f"x,y\n{written},1\n".encode())
    assert "1234" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "read.empty"), (b"PK\x03\x04junk", "read.workbook"), (b"\xff\xfea", "read.encoding")],
)
def test_an_unreadable_file_says_why(content, why):
    with pytest.raises(ReadingError, match=why):
        read_table(content)


def test_words_are_no_numbers():
    table = read_table(b"a,b\nx,1\n")
    assert not table.is_number("a")
    assert table.is_number("b")
    assert table.dates("a") is None


def test_two_columns_of_one_name_are_told_apart():
    assert read_table(b"a,a\n1,2\n").columns == ("a", "a (2)")


def test_a_table_of_20_001_rows_is_too_large():
    with pytest.raises(ReadingError, match=r"read\.too_large"):
        read_table(b"1\n" * 20_001)


def test_more_than_25_megabytes_are_not_even_read():
    with pytest.raises(ReadingError, match=r"read\.too_large"):
        read_table(bytes(25_000_001))


def test_decimals_by_comma_and_by_point_in_one_column_are_no_numbers():
    with pytest.raises(ReadingError):
        parse_numbers(["48,5", "52.1"])


def test_the_digits_of_a_decimal_are_no_personal_number():
    assert read_table(b"x,y\na,11.1111111111\nb,2\n").numbers("y") == (11.1111111111, 2.0)
