"""A team for pictures, measurements and browser tests: six indicators, a running test, steps and an earlier meeting.

Names of people are invented. Everything is written as a visitor would write it, through the store.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from qi import store
from qi.improvement.cycle import Act, Cycle
from qi.improvement.meeting import DataUse, Meeting, NextStep
from qi.improvement.project import FamilyMeasure, Project, Role, Stage
from qi.improvement.team import Team

NAME = "havnsted"
TEAM = Team(name="Team Havnsted", municipality="907", core=("P01", "O05", "P12", "P10", "D01", "P02"))


def write(place: Path | str, today: date) -> None:
    """Keep the team and its work in the store of a folder or an address, as if it had met a week before ``today``."""
    kept = store.open_store(place)
    met = datetime(today.year, today.month, today.day, 8) - timedelta(days=7)
    project = Project(
        team=NAME,
        title="Kontakt i tide",
        what="Henviste kontaktet inden 5 hverdage",
        how_much="90 %",
        for_whom="alle forløb",
        by=today + timedelta(days=95),
        stage=Stage.TESTING,
        measures=(FamilyMeasure("P01", Role.PROCESS), FamilyMeasure("P12", Role.BALANCING)),
    )
    records = {
        NAME: TEAM,
        "kontakt": project,
        "sms": _earlier_test(today),
        "opkald": _running_test(today),
        "moede": Meeting(
            team=NAME,
            held_on=met.date(),
            notes="Vi så på kontakt inden 5 hverdage. Tallet svinger, men er ikke skiftet.",
            decisions="Vi prøver opkald dagen før morgenhold i fire uger.",
            ended_at=met,
        ),
        "skridt-1": _step("Spørg 10 udeblevne borgere om årsagen", "Mette", today + timedelta(days=4)),
        "skridt-2": _step("Ring dagen før til borgere med hold om morgenen", "Jonas", today + timedelta(days=7)),
        "skridt-3": _step("Skriv arbejdsgangen for opkald samme dag ned", "Sara", today + timedelta(days=11)),
        "brug": DataUse(
            team=NAME,
            on=met.date(),
            what="Vi flyttede morgenholdet til kl. 10, da udeblivelser lå der.",
            indicator="P12",
        ),
    }
    store.add_all(kept, records.values(), by="Mette", at=met, ids=records)
    kept.dispose()


def _earlier_test(today: date) -> Cycle:
    return Cycle(
        team=NAME,
        project="kontakt",
        number=1,
        title="SMS dagen før",
        question="Kommer flere, hvis de får en sms?",
        prediction="Halvt så mange udebliver",
        starts_on=today - timedelta(days=240),
        ends_on=today - timedelta(days=150),
        seen="Udeblivelser lå som før",
        learned="SMS alene flyttede intet i foråret",
        act=Act.ABANDON,
        decided_on=today - timedelta(days=140),
        indicators=("P12",),
    )


def _running_test(today: date) -> Cycle:
    return Cycle(
        team=NAME,
        project="kontakt",
        number=2,
        title="Opkald dagen før morgenhold",
        question="Kommer flere, hvis vi ringer dagen før?",
        prediction="Højst 3 % udebliver fra morgenhold i fire uger",
        who="Jonas",
        starts_on=today - timedelta(days=5),
        ends_on=today + timedelta(days=24),
        indicators=("P12",),
    )


def _step(what: str, who: str, due: date) -> NextStep:
    return NextStep(team=NAME, what=what, who=who, due=due, project="kontakt")
