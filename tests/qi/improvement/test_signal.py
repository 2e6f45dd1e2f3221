"""The memory of signals: one shift alarms once, whatever the growing series does to its run."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from qi.calendar import add_months
from qi.improvement.signal import Handling, Observation, Pattern, Signal, observe, remember, signal_id
from qi.series import analyse_series

AT = datetime(2026, 11, 23, 12)
JAN = date(2025, 1, 1)


def months(n):
    return [add_months(JAN, i) for i in range(n)]


def observed(values):
    return observe(analyse_series(values, title="x", starts=months(len(values))))


def seen(pattern, first, last, phase=None):
    first, last = add_months(JAN, first), add_months(JAN, last)
    return Observation(pattern, phase, first, last, first, last)


def meet(known, observations, as_of=date(2026, 10, 31)):
    return remember(known, observations, team="t1", indicator="D01", as_of=as_of, at=AT)


def grow(values, first=12):
    """Follow a series month by month as the board does, and return the memory in the end."""
    memory = []
    for n in range(first, len(values) + 1):
        now = meet(memory, observed(values[:n]), as_of=add_months(JAN, n))
        memory = [now.changed.get(i, signal) for i, signal in enumerate(memory)] + list(now.new)
    return memory


BEFORE, AFTER = [50, 53, 49, 52, 51, 54, 48, 52, 50, 53, 49, 51], [60, 63, 59, 61, 64, 58, 62, 60, 63, 61, 59, 62]


@pytest.mark.parametrize(
    ("before", "after", "pattern"), [(1, 1, Pattern.OVER), (1, 3, Pattern.OVER), (2, 3, Pattern.OVER)]
)
def test_one_shift_is_one_signal_also_when_the_median_has_moved_into_the_new_level(before, after, pattern):
    memory = grow(BEFORE * before + AFTER * after)
    assert [(one.pattern, one.run_from) for one in memory] == [(pattern, add_months(JAN, 12 * before))]
    assert memory[0].handling is Handling.NEW


@pytest.mark.parametrize("seed", range(20))
def test_a_shift_in_noise_alarms_once_and_a_shift_back_once_more_at_most(seed):
    random = np.random.default_rng(seed)
    values = np.concatenate([random.normal(level, 3, size=18) for level in (50, 62, 50)])
    later = [one.pattern for one in grow(values.round(1).tolist()) if one.run_from >= add_months(JAN, 13)]
    assert later in ([Pattern.OVER], [Pattern.OVER, Pattern.UNDER])


def test_a_stable_series_is_remembered_for_nothing():
    assert grow([50, 53, 49, 52, 48, 54, 47, 55, 50, 53, 49, 51, 46, 54, 50, 52]) == []


def test_a_long_run_before_a_shift_and_the_one_after_it_are_one_signal():
    (only,) = meet([], observed(BEFORE + AFTER)).new
    assert (only.pattern, only.run_from, only.run_to) == (Pattern.OVER, date(2026, 1, 1), date(2026, 12, 1))


def test_a_run_whose_first_point_moves_is_the_same_signal():
    known = meet([], [seen(Pattern.OVER, 6, 14)]).new
    assert meet(known, [seen(Pattern.OVER, 7, 15)]).new == ()
    assert meet(known, [seen(Pattern.OVER, 14, 22)]).new == ()


def test_a_later_run_on_the_same_side_is_a_new_signal():
    known = meet([], [seen(Pattern.OVER, 6, 14)]).new
    assert len(meet(known, [seen(Pattern.OVER, 15, 24)]).new) == 1


def test_a_run_on_the_other_side_is_a_new_signal_also_in_the_same_months():
    known = meet([], [seen(Pattern.OVER, 6, 14)]).new
    assert [one.pattern for one in meet(known, [seen(Pattern.UNDER, 6, 14)]).new] == [Pattern.UNDER]


def test_a_signal_in_a_new_phase_is_new():
    known = meet([], [seen(Pattern.OVER, 6, 14)]).new
    assert len(meet(known, [seen(Pattern.OVER, 6, 14, phase=add_months(JAN, 3))]).new) == 1


def test_what_the_rules_no_longer_find_has_gone_quiet_and_may_come_back_without_an_alarm():
    known = meet([], [seen(Pattern.OVER, 6, 14)]).new
    quiet = meet(known, [], as_of=date(2026, 11, 30)).changed[0]
    assert quiet.quiet_since == date(2026, 11, 30)
    assert meet([quiet], [], as_of=date(2026, 12, 31)).changed == {}
    back = meet([quiet], [seen(Pattern.OVER, 6, 15)])
    assert (back.new, back.changed[0].quiet_since) == ((), None)


def test_few_crossings_become_the_run_that_was_under_way():
    known = meet([], [seen(Pattern.CROSSINGS, 0, 20)], as_of=date(2026, 9, 30)).new
    after = meet(known, [seen(Pattern.UNDER, 14, 22)], as_of=date(2026, 11, 30))
    assert (after.new, after.changed[0].pattern) == ((), Pattern.UNDER)


def test_a_run_that_began_after_few_crossings_were_seen_is_new():
    known = meet([], [seen(Pattern.CROSSINGS, 0, 8)], as_of=date(2025, 9, 30)).new
    after = meet(known, [seen(Pattern.UNDER, 14, 22)], as_of=date(2026, 11, 30))
    assert (len(after.new), after.changed[0].quiet_since) == (1, date(2026, 11, 30))


def test_a_run_that_falls_below_its_limit_while_crossings_stay_few_is_the_same_signal():
    known = meet([], [seen(Pattern.OVER, 6, 14)]).new
    after = meet(known, [seen(Pattern.CROSSINGS, 0, 20)], as_of=date(2026, 11, 30))
    assert after.new == ()
    assert (after.changed[0].pattern, after.changed[0].data_through) == (Pattern.OVER, date(2026, 11, 30))


def test_few_crossings_alone_are_one_signal_of_the_phase():
    values = [40, 41, 42, 43, 42, 41, 60, 61, 62, 63, 62, 61, 40, 41, 42, 43, 42, 41, 60, 61, 62, 63, 62, 61]
    (only,) = observed(values)
    assert (only.pattern, only.run_from, only.run_to) == (Pattern.CROSSINGS, JAN, add_months(JAN, 23))


def test_what_people_did_about_a_signal_stays_when_data_arrive():
    (known,) = meet([], [seen(Pattern.OVER, 6, 14)]).new
    owned = replace(known, handling=Handling.OWNED, owner="Mette")
    after = meet([owned], [seen(Pattern.OVER, 6, 15)]).changed[0]
    assert (after.handling, after.owner) == (Handling.OWNED, "Mette")
    assert after.is_unexplained
    assert not replace(after, handling=Handling.EXPLAINED).is_unexplained


def test_nothing_changes_when_the_same_data_are_read_again():
    observation = seen(Pattern.OVER, 6, 14)
    known = meet([], [observation]).new
    again = meet(known, [observation])
    assert (again.new, again.changed) == ((), {})


def test_two_sessions_give_a_new_signal_the_same_name():
    one, other = (Signal(**vars_of(at)) for at in (AT, AT.replace(hour=13)))
    assert signal_id(one) == signal_id(other) == "signal-t1-D01-over--2025-07-01"


def vars_of(at):
    (signal,) = meet([], [seen(Pattern.OVER, 6, 14)]).new
    return {name: getattr(signal, name) for name in Signal.__slots__} | {"noticed_at": at}
