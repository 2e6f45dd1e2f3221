"""What a board says: from the records of a team and its charts, on a day that is given."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from dashboard import cache, state
from dashboard.board import today
from dashboard.board.work import work_of
from qi import store
from qi.improvement.cycle import Act, Cycle
from qi.improvement.meeting import Meeting, NextStep
from qi.improvement.own_indicator import OwnIndicator
from qi.improvement.signal import Handling, Pattern, Signal
from tests.board.conftest import BY, MET, RUNNING, TEAM

AT = datetime(2026, 11, 24, 9, 0, tzinfo=today.DANISH_TIME)
MEETING = Meeting(team="nord", held_on=AT.date())
AFTER = MET + timedelta(days=3)


def board(lang="da", at=AT):
    return today.composed(work_of(state.kept(), "nord"), at=at, lang=lang)


def remember(site, *, at, **changes):
    signal = Signal(
        team="nord",
        indicator="P02",
        pattern=Pattern.OVER,
        phase_from=None,
        run_from=date(2026, 1, 1),
        run_to=date(2026, 9, 1),
        noticed_at=at,
        data_through=date(2026, 10, 31),
    )
    return store.add(site.kept, replace(signal, **changes), by="Kvalitetstavle", at=at)


def test_the_head_names_team_scope_and_day(site):
    made = board()
    assert made.team == "Kræft i Egesund"
    assert "Egesund" in made.scope
    assert made.day.replace("\u00a0", " ") == "Uge 48 · tirsdag 24. november 2026"
    assert made.since.replace("\u00a0", " ") == "siden 16. nov."


def test_the_aim_is_told_with_its_day_and_only_while_the_project_runs(site):
    assert [aim.replace("\u00a0", " ") for aim in board().aims] == [
        "Henviste kontaktet inden 5 hverdage, 90 %, senest 1. marts 2027"
    ]


def test_charts_stand_in_the_order_of_the_team(site):
    assert [one.panel.key for one in board().charts] == ["D01", "P02", "P12"]


def test_an_indicator_that_is_gone_is_named_and_the_others_stay(site):
    team = store.find(site.kept, type(TEAM), "nord")
    store.change(site.kept, team, replace(TEAM, core=("D01", "X99", "P12")), **BY)
    made = board()
    assert made.missing == ("X99",)
    assert [one.panel.key for one in made.charts] == ["D01", "P12"]


def test_a_running_test_stands_with_its_prediction_under_the_chart_it_names(site):
    first, *others = board().charts
    assert first.cycles == ("Opkald dagen før. Vi forventer: Højst 8 % udebliver",)
    assert [one.cycles for one in others] == [(), ()]


def test_the_next_step_of_the_project_stands_under_its_measure(site):
    assert [one.step.replace("\u00a0", " ") for one in board().charts] == ["Spørg ti, Mette, 27. nov.", "", ""]


@pytest.mark.parametrize(
    ("day", "when", "step", "n_weeks"),
    [
        (date(2026, 11, 20), "begynder 23. nov.", 0, 3),
        (date(2026, 11, 23), "dag 1 af 30", 1, 3),
        (date(2026, 12, 22), "dag 30 af 30", 1, 1),
        (date(2026, 12, 23), "sluttede 22. dec.", 2, 0),
    ],
)
def test_a_test_tells_where_it_is_and_has_boxes_for_the_weeks_to_come(site, day, when, step, n_weeks):
    (cycle,) = board(at=AT.replace(month=day.month, day=day.day)).cycles
    assert cycle.when.replace("\u00a0", " ") == when
    assert (cycle.step, len(cycle.weeks)) == (step, n_weeks)


def test_a_test_that_begins_in_more_than_a_week_is_not_on_the_board(site):
    assert board(at=AT.replace(day=15)).cycles == ()


def test_a_test_without_an_end_counts_its_days(site):
    store.add(site.kept, replace(RUNNING, title="Uden slut", ends_on=None), id="c3", **BY)
    assert "dag 2" in [one.when for one in board().cycles]


def test_what_an_earlier_test_of_the_project_taught_is_told(site):
    assert [one.learned_before for one in board().cycles] == ["SMS alene flyttede intet"]


def test_a_signal_is_new_until_the_meeting_has_ended_and_then_waits_for_an_explanation(site):
    remember(site, at=AFTER)
    made = board()
    assert [one.indicator for one in made.news if one.indicator] == ["P02"]
    assert made.unexplained == ()
    store.add(site.kept, replace(MEETING, notes="Set", ended_at=AFTER + timedelta(days=1)), **BY)
    after = board()
    assert [one.indicator for one in after.news if one.indicator] == []
    assert [one.indicator for one in after.unexplained] == ["P02"]


def test_an_explained_signal_is_neither_new_nor_waiting(site):
    remember(site, at=MET - timedelta(days=1), handling=Handling.EXPLAINED)
    made = board()
    assert [one.indicator for one in made.news if one.indicator] == []
    assert made.unexplained == ()


def test_who_follows_a_signal_up_is_named(site):
    remember(site, at=AFTER, owner="Jonas", handling=Handling.OWNED)
    assert [one.text.endswith("Jonas følger op.") for one in board().news if one.indicator] == [True]


def test_a_signal_that_went_quiet_is_told_once(site):
    remember(site, at=AFTER, quiet_since=date(2026, 10, 31))
    assert [one.text.endswith("finder ikke længere et signal.") for one in board().news if one.indicator] == [True]


def test_the_end_of_a_test_is_news_in_words_of_what_was_decided(site):
    running = store.find(site.kept, Cycle, "c2")
    store.change(site.kept, running, replace(RUNNING, act=Act.ADOPT, decided_on=AT.date()), by="Jonas", at=AFTER)
    assert "Prøven »Opkald dagen før« er afsluttet: vi beholder ændringen." in [one.text for one in board().news]


def test_steps_stand_by_their_day_and_those_without_a_day_last(site):
    store.add(site.kept, NextStep(team="nord", what="Tidligere", due=date(2026, 11, 20)), **BY)
    made = board()
    assert [one.what for one in made.steps] == ["Tidligere", "Spørg ti", "Uden dag"]
    assert [one.is_late for one in made.steps] == [True, False, False]


def test_a_step_that_is_done_leaves_the_board_and_stays_in_the_store(site):
    step = next(one for one in work_of(site.kept, "nord").steps if one.record.what == "Spørg ti")
    store.change(site.kept, step, replace(step.record, done_on=AT.date()), **BY)
    assert [one.what for one in board().steps] == ["Uden dag"]
    assert store.find(site.kept, NextStep, step.id).record.done_on == AT.date()


def test_notes_stay_on_the_board_until_the_meeting_ends(site):
    begun = replace(MEETING, notes="Vi talte om opkald.", decisions="Ring dagen før.")
    kept = store.add(site.kept, begun, **BY)
    assert (board().notes, board().decisions) == ("Vi talte om opkald.", "Ring dagen før.")
    store.change(site.kept, kept, replace(begun, ended_at=AFTER), **BY)
    assert (board().notes, board().decisions) == ("", "")
    assert len([one for one in work_of(site.kept, "nord").meetings if one.record.ended_at]) == 2


def test_a_team_of_a_place_the_data_do_not_know_has_a_board_that_says_so(site):
    team = store.find(site.kept, type(TEAM), "nord")
    store.change(site.kept, team, replace(TEAM, municipality="999"), **BY)
    made = board()
    assert {one.panel.facts.verdict.value for one in made.charts} == {"none"}


def test_numbers_a_team_collects_by_hand_stand_among_the_others(site):
    store.add(site.kept, OwnIndicator(team="nord", name="Opkald uden svar"), id="own1", **BY)
    team = store.find(site.kept, type(TEAM), "nord")
    store.change(site.kept, team, replace(TEAM, core=("own1", "D01", "P12")), **BY)
    assert board().charts[0].panel.title == "Opkald uden svar"
    assert today.title("own1", work_of(site.kept, "nord"), "da") == "Opkald uden svar"


def test_charts_are_noticed_once_and_remembered(site):
    work = today.noticed(work_of(site.kept, "nord"))
    signals = [key for key, one in today.charts_of(TEAM).items() if one.facts.verdict.is_signal]
    assert sorted({one.record.indicator for one in work.signals}) == sorted(signals)
    assert len(today.noticed(work).signals) == len(work.signals)


def test_the_board_draws_the_same_charts_as_the_page_of_its_selection(site):
    selection = today.selection_of(TEAM, cache.dataset())
    assert today.charts_of(TEAM)["D01"] is cache.analyses(selection, ("D01", "P02", "P12"))[0]
