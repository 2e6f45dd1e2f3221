"""One record of every kind, as a team would write it."""

from datetime import date, datetime

from qi.improvement import (
    Cycle,
    DataUse,
    Meeting,
    NextStep,
    Note,
    OwnIndicator,
    OwnValue,
    PhaseDecision,
    Project,
    Signal,
    Team,
    TeamGoal,
)
from qi.improvement.cycle import Act
from qi.improvement.note import NoteKind
from qi.improvement.own_indicator import OwnKind
from qi.improvement.project import Driver, FamilyMeasure, Role, Spread, SpreadStage, Stage, Standard
from qi.improvement.signal import Pattern

AT = datetime(2026, 11, 23, 12, 30, 0, 5)
TEAM = Team(name="Kræft i Egesund", municipality="901", programme="cancer", core=("D01", "P01", "B02"))
PROJECT = Project(
    team="t1",
    title="Hurtig kontakt",
    what="Henviste kontaktet inden 5 hverdage",
    how_much="90 %",
    for_whom="Henviste med kræft",
    by=date(2027, 3, 1),
    drivers=(
        Driver("Vi får henvisningen samme dag", (Driver("Postkassen læses dagligt", (Driver("Vagtliste"),)),)),
        Driver("Borgeren tager telefonen"),
    ),
    measures=(FamilyMeasure("D01", Role.PROCESS), FamilyMeasure("B02", Role.BALANCING)),
    stage=Stage.TESTING,
    started_on=date(2026, 1, 5),
    standard=Standard(standardise="Ring samme dag", next_check=date(2027, 6, 1)),
    spread=(Spread("Enhed Syd", SpreadStage.PROTOTYPE, date(2026, 10, 1)), Spread("Enhed Nord")),
)
CYCLE = Cycle(
    team="t1",
    project="p1",
    number=2,
    title="PDSA 2: opkald samme dag",
    question="Når vi flere, hvis vi ringer samme dag?",
    prediction="80 % eller mere i tre måneder",
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 3, 31),
    act=Act.ADOPT,
    decided_on=date(2026, 4, 7),
    indicators=("D01",),
)
NOTE = Note(kind=NoteKind.STAFF, on=date(2026, 2, 1), title="Ny sygeplejerske", team="t1", indicators=("D01",))
GOAL = TeamGoal(team="t1", indicator="D01", value=90.0, since=date(2026, 1, 1), source="Teamets mål")
DECISION = PhaseDecision(
    team="t1", indicator="D01", starts_on=date(2026, 2, 1), is_accepted=True, cause="Opkald samme dag", cycle="c1"
)
SIGNAL = Signal(
    team="t1",
    indicator="D01",
    pattern=Pattern.OVER,
    phase_from=None,
    run_from=date(2026, 1, 1),
    run_to=date(2026, 9, 1),
    noticed_at=AT,
    data_through=date(2026, 10, 31),
)
OWN = OwnIndicator(team="t1", name="Opkald uden svar", unit="opkald", kind=OwnKind.COUNT)
VALUE = OwnValue(indicator="own1", on=date(2026, 11, 20), value=4.0)
MEETING = Meeting(team="t1", held_on=date(2026, 11, 23), notes="Vi så på svarprocenten.", ended_at=AT)
STEP = NextStep(team="t1", what="Spørg 10 udeblevne borgere", who="Mette", due=date(2026, 11, 27))
USE = DataUse(team="t1", on=date(2026, 11, 23), what="Vi flyttede morgenholdet.")

EVERY = (TEAM, PROJECT, CYCLE, NOTE, GOAL, DECISION, SIGNAL, OWN, VALUE, MEETING, STEP, USE)
