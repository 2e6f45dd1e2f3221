"""Danish working days and periods, by example."""

from datetime import date

import pytest

from qi.calendar import USUALLY_CLOSED, WorkingDays, add_months, is_over, period_end


@pytest.fixture(scope="module")
def working() -> WorkingDays:
    return WorkingDays(date(2023, 1, 1), date(2024, 12, 31))


def test_great_prayer_day_is_closed_in_2023_but_not_in_2024(working):
    assert date(2023, 5, 5) not in working.days
    assert date(2024, 4, 26) in working.days


def test_the_day_of_receipt_is_day_zero(working):
    assert working.between(date(2024, 3, 4), date(2024, 3, 4)) == 0


def test_monday_to_monday_is_five_working_days(working):
    assert working.between(date(2024, 3, 4), date(2024, 3, 11)) == 5


def test_easter_takes_three_working_days_out_of_the_count(working):
    # Wednesday 27 March to Tuesday 2 April: Maundy Thursday, Good Friday and Easter Monday are closed.
    assert working.between(date(2024, 3, 27), date(2024, 4, 2)) == 1


def test_an_event_on_saturday_lies_after_the_limit_of_friday(working):
    assert working.between(date(2024, 3, 1), date(2024, 3, 8)) == 5
    assert working.between(date(2024, 3, 1), date(2024, 3, 9)) == 6


def test_a_referral_received_on_saturday_has_monday_as_day_one(working):
    assert working.between(date(2024, 3, 2), date(2024, 3, 4)) == 1


def test_constitution_day_is_closed_only_where_it_is_set():
    usual = WorkingDays(date(2024, 1, 1), date(2024, 12, 31))
    local = WorkingDays(date(2024, 1, 1), date(2024, 12, 31), closed_yearly=USUALLY_CLOSED)
    assert usual.between(date(2024, 6, 4), date(2024, 6, 6)) == 2
    assert local.between(date(2024, 6, 4), date(2024, 6, 6)) == 1


def test_a_single_closed_day_is_no_working_day():
    local = WorkingDays(date(2024, 1, 1), date(2024, 12, 31), closed_days=frozenset({date(2024, 5, 10)}))
    assert date(2024, 5, 10) not in local.days


def test_a_month_is_over_on_its_last_day_but_not_the_day_before():
    assert is_over(date(2024, 2, 1), months=1, as_of=date(2024, 2, 29))
    assert not is_over(date(2024, 2, 1), months=1, as_of=date(2024, 2, 28))


def test_a_quarter_ends_with_its_third_month():
    assert period_end(date(2024, 4, 1), months=3) == date(2024, 6, 30)


def test_a_month_after_the_31st_is_the_last_day_of_a_shorter_month():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2023, 11, 30), 3) == date(2024, 2, 29)
