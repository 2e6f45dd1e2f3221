"""The share set aside is charted import by import, and judged as every other series."""

from datetime import datetime, timedelta

from qi.imports.history import Receipt
from qi.imports.set_aside import set_aside_charts
from qi.verdict import Verdict


def receipt(nth, aside, mapping="Forløb", hour=0):
    return Receipt(
        version=nth + 1,
        file_sha256="",
        mapping=mapping,
        mapping_version="1",
        mapping_sha256="",
        rules_version="1",
        calendar_version="",
        key="",
        extracted_at=datetime(2025, 1, 1) + timedelta(days=30 * nth, hours=hour),
        rows_in=100 - aside,
        rows_set_aside=aside,
    )


def test_each_mapping_has_a_chart_of_the_percent_set_aside():
    courses, answers = set_aside_charts([receipt(0, 4), receipt(0, 10, "Svar"), receipt(1, 7)])
    assert (courses.indicator.title_da, courses.table.value.tolist()) == ("Forløb", [4.0, 7.0])
    assert (answers.indicator.title_da, answers.table.value.tolist()) == ("Svar", [10.0])


def test_two_imports_on_one_day_are_one_point():
    (chart,) = set_aside_charts([receipt(0, 4), receipt(0, 8, hour=3)])
    assert (chart.table.value.tolist(), chart.table.n.tolist()) == ([6.0], [200])


def test_a_few_imports_are_not_judged_and_many_are():
    few, many = ([receipt(nth, 3 + nth * 7 % 5) for nth in range(n)] for n in (5, 20))
    assert set_aside_charts(few)[0].facts.verdict is Verdict.FEW
    assert set_aside_charts(many)[0].facts.verdict is Verdict.RANDOM


def test_a_lasting_fall_is_a_signal_in_the_wanted_direction():
    (chart,) = set_aside_charts([receipt(nth, 20 + nth % 3 if nth < 10 else 2 + nth % 3) for nth in range(20)])
    assert chart.facts.verdict.is_signal
