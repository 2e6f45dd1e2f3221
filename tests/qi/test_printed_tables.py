"""Tables as they were printed: kept number by number, with the sums that fail told."""

import pytest

from qi.printed_tables import printed_tables, table_of


def test_the_trial_of_six_municipalities_is_kept_as_printed_with_its_two_failing_sums():
    (trial,) = printed_tables()
    assert [(row.en, row.total, row.sum) for row in trial.failing()] == [
        ("Needs assessed", 16, 15),
        ("Referred to the shared offers", 9, 7),
    ]


def test_the_sources_of_the_referrals_add_up_to_the_referrals_of_each_municipality():
    rows = printed_tables()[0].rows
    by_source = [sum(column) for column in zip(*(row.parts for row in rows[1:5]), strict=True)]
    assert tuple(by_source) == rows[0].parts


def test_a_row_with_a_number_too_few_is_refused_by_name():
    written = {"key": "X", "columns": ["a", "b"], "row": [{"da": "r", "en": "row", "parts": [1], "total": 1}]}
    with pytest.raises(ValueError, match=r"X has 2 columns, got another number in: \['row'\]"):
        table_of(written)
