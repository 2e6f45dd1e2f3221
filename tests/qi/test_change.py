"""Change within the same citizens, and who is missing."""

from datetime import date

import pytest

from qi.change import Among, attrition, paired_change, wave_distribution, wave_means
from qi.coverage import coverage
from qi.reasons import ReasonCount, reasons
from qi.selection import Selection
from tests.qi.folder import course, event, hba1c

EVERYTHING = Selection()


def started(n, **more):
    return {
        "courses": [course(i, date(2024, 1, 15), programme="diabetes", **more) for i in range(n)],
        "events": [event(i, "start", date(2024, 2, 1)) for i in range(n)],
    }


@pytest.fixture
def ten_started(opened):
    """Ten start at 60, 61 .. 69; the first six end 4, 5, 6, 6, 7 and 8 lower; five of them are followed up."""
    tables = started(10)
    lower = (4, 5, 6, 6, 7, 8)
    measured = [hba1c(i, "start", 60.0 + i) for i in range(10)]
    measured += [hba1c(i, "end", 60.0 + i - lower[i]) for i in range(6)]
    measured += [hba1c(i, "followup", 58.0) for i in range(5)]
    tables["events"] += [event(i, "end", date(2024, 5, 1)) for i in range(6)]
    tables["events"] += [event(6, "dropout", date(2024, 3, 1), reason_code="not_in_touch")]
    return opened({**tables, "measurements": measured})


def test_only_citizens_measured_both_times_enter_a_change(ten_started):
    change = paired_change(ten_started, "hba1c", EVERYTHING)
    assert (change.n, change.mean_before, change.mean_after, change.difference) == (6, 62.5, 56.5, -6.0)


def test_the_level_of_everybody_at_start_stands_beside_the_pairs(ten_started):
    change = paired_change(ten_started, "hba1c", EVERYTHING)
    assert (change.n_started, change.n_before, change.all_before) == (10, 10, 64.5)


def test_the_interval_is_the_t_interval_of_the_differences(ten_started):
    # Differences -4, -5, -6, -6, -7, -8: sd 1.414, t(5) 2.571, half width 1.484.
    interval = paired_change(ten_started, "hba1c", EVERYTHING).interval
    assert (round(interval.low, 2), round(interval.high, 2)) == (-7.48, -4.52)


def test_complete_cases_are_measured_in_all_three_waves(ten_started):
    assert paired_change(ten_started, "hba1c", EVERYTHING, among=Among.COMPLETE).n == 5
    assert [wave.n for wave in wave_means(ten_started, "hba1c", EVERYTHING, among=Among.COMPLETE)] == [5, 5, 5]


def test_attrition_counts_who_is_measured_in_each_wave(ten_started):
    flow = attrition(ten_started, "hba1c", EVERYTHING)
    assert (flow.n_started, flow.n_start, flow.n_end, flow.n_followup) == (10, 10, 6, 5)


def test_the_bands_of_hba1c_hold_the_printed_ends(opened):
    tables = started(10)
    values = (47.9, 48.0, 52.9, 53.0, 57.9, 58.0, 75.0, 75.1, 80.0, 90.0)
    dataset = opened({**tables, "measurements": [hba1c(i, "start", value) for i, value in enumerate(values)]})
    at_start = wave_distribution(dataset, "hba1c", EVERYTHING, among=Among.MEASURED)[0]
    assert at_start.counts == (1, 2, 2, 2, 3)
    assert at_start.percents == (10.0, 20.0, 20.0, 20.0, 30.0)


def test_four_pairs_are_suppressed(opened):
    measured = [hba1c(i, wave, 60.0) for i in range(4) for wave in ("start", "end")]
    change = paired_change(opened({**started(10), "measurements": measured}), "hba1c", EVERYTHING)
    assert change.is_suppressed
    assert (change.n, change.n_before, change.difference, change.interval) == (0, 0, None, None)


def test_nobody_measured_is_a_value_and_no_error(opened):
    change = paired_change(opened(started(6)), "hba1c", EVERYTHING)
    assert (change.n, change.n_started, change.difference, change.is_suppressed) == (0, 6, None, False)


def test_a_paired_share_counts_percentage_points_within_citizens(opened):
    tables = started(10)
    forms, given = [], []
    for wave, good in (("start", 4), ("end", 7)):
        for i in range(10):
            forms.append(
                {"course_id": f"c{i}", "wave": wave, "sent_on": date(2024, 5, 1), "answered_on": date(2024, 5, 2)}
            )
            given.append(
                {
                    "course_id": f"c{i}",
                    "wave": wave,
                    "instrument": "srh",
                    "version": "1",
                    "item": "srh",
                    "value": 3 if i < good else 4,
                }
            )
    change = paired_change(opened({**tables, "questionnaires": forms, "responses": given}), "srh", EVERYTHING)
    assert (change.mean_before, change.mean_after) == (40.0, 70.0)
    assert change.difference == pytest.approx(30.0)


def test_coverage_counts_started_courses_against_the_need_of_the_months_that_are_over(opened):
    tables = {
        "courses": [course(i, date(2024, 1, 15)) for i in range(32)],
        "events": [event(i, "start", date(2024, 2, 1)) for i in range(32)],
    }
    # Six whole months of a need of 128 a year: 64 expected, 32 started.
    year = coverage(opened(tables, as_of="2024-07-20"), Selection(municipality=("901",)))[0]
    assert (year.year, year.months, year.expected, year.started, year.percent) == (2024, 6, 64.0, 32, 50.0)
    assert (round(year.interval.low, 1), round(year.interval.high, 1)) == (34.2, 70.6)


def test_coverage_is_empty_for_another_programme(opened):
    assert coverage(opened({}), Selection(programme=("diabetes",))) == ()


def test_reasons_are_counted_and_small_ones_hidden(opened):
    tables = started(9)
    tables["events"] += [event(i, "dropout", date(2024, 3, 1), reason_code="not_in_touch") for i in range(6)]
    tables["events"] += [event(i, "dropout", date(2024, 3, 1), reason_code="other_illness") for i in range(6, 9)]
    assert reasons(opened(tables), "dropout", EVERYTHING) == (
        ReasonCount("not_in_touch", 6),
        ReasonCount("other_illness", 0, is_suppressed=True),
    )


def test_coverage_of_one_to_four_citizens_is_hidden(opened):
    tables = {
        "courses": [course(i, date(2024, 1, 15)) for i in range(4)],
        "events": [event(i, "start", date(2024, 2, 1)) for i in range(4)],
    }
    year = coverage(opened(tables), Selection(municipality=("901",)))[0]
    assert year.is_whole
    assert (year.is_suppressed, year.started, year.percent) == (True, 0, None)


def test_a_need_of_nobody_is_covered_by_no_percentage(opened):
    nobody = [{"municipality": "901", "name": "Egesund", "expected_need": 0}]
    units = [{"unit": "u1", "municipality": "901", "name": "Team Nord"}]
    assert coverage(opened({"municipalities": nobody, "units": units}), EVERYTHING)[0].percent is None


def test_a_measure_without_categories_has_no_distribution(opened):
    with pytest.raises(ValueError, match="tils has no categories"):
        wave_distribution(opened({}), "tils", EVERYTHING)
