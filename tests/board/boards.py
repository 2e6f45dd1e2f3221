"""A board made by hand: four charts, news, a running cycle and next steps, without a store or a dataset."""

from dataclasses import replace
from datetime import UTC, date, datetime

from dashboard.board.board import Board, ChartOnBoard, Counter, CycleOnBoard, Line, StepOnBoard
from dashboard.figures.panel import Panel, panel
from qi.analysis import Event
from qi.indicator import Kind
from qi.verdict import Direction
from tests.figures import charts

PRINTED = datetime(2026, 11, 22, 6, 10, tzinfo=UTC)
UP = [72.0, 78, 70, 60, 66, 75, 71, 74, 82, 62, 75, 75, 71, 68, 82, 64, 68, 62, 88, 90, 79, 94, 80, 86, 88, 93, 84, 95]
NO_SHOWS = [5.0, 9, 4, 11, 6, 12, 8, 9, 10, 8, 10, 7, 13, 5, 8, 4, 13, 8, 7, 14, 13, 18, 13, 11, 11, 14, 12, 19]


def panels(n: int = 4) -> tuple[Panel, ...]:
    pdsa = Event(
        starts_on=date(2025, 7, 1),
        ends_on=date(2025, 9, 30),
        kind="pdsa",
        title_da="PDSA 2: opkald samme dag",
        title_en="PDSA 2: call the same day",
    )
    drawn = (
        panel(charts.analysis(UP, goal=90, events=(pdsa,))),
        panel(
            charts.analysis(
                [
                    13.0,
                    14,
                    15,
                    16,
                    15,
                    12,
                    14,
                    13,
                    14,
                    12,
                    15,
                    13,
                    14,
                    13,
                    12,
                    13,
                    14,
                    12,
                    15,
                    9,
                    6,
                    9,
                    10,
                    11,
                    9,
                    10,
                    8,
                    9,
                ],
                split=(19,),
                goal=10,
                of=charts.indicator("Median ventetid, hverdage", unit="working_days", direction=Direction.DOWN),
            )
        ),
        panel(
            charts.analysis(
                [
                    80.0,
                    77,
                    73,
                    87,
                    71,
                    72,
                    65,
                    72,
                    85,
                    63,
                    88,
                    72,
                    78,
                    75,
                    78,
                    77,
                    76,
                    82,
                    70,
                    71,
                    75,
                    70,
                    71,
                    78,
                    71,
                    90,
                    92,
                    84,
                ],
                of=charts.indicator("Bedre til at håndtere hverdagen", kind=Kind.OUTCOME),
            )
        ),
        panel(
            charts.analysis(
                NO_SHOWS, of=charts.indicator("Udeblivelser", kind=Kind.BALANCING, direction=Direction.DOWN)
            )
        ),
    )
    return (*drawn, *drawn)[:n]


def board(n_panels: int = 4, **changes: object) -> Board:
    made = Board(
        team="Team Nord",
        team_id="nord",
        scope="Kræftrehabilitering",
        on=date(2026, 11, 23),
        lang="da",
        day="Uge 48 · mandag 23. november 2026",
        aims=("90 % af de henviste er kontaktet inden 5 hverdage senest 1. marts 2027.",),
        since="siden 16. november",
        news=(
            Line(icon="bad", text="Udeblivelser: nyt signal. 9 måneder i træk over medianen, forventet højst 8."),
            Line(icon="good", text="Kontakt inden 5 hverdage: skiftet holder i tolvte måned."),
            Line(icon="event", text="Oktober er afsluttet og tæller med."),
        ),
        unexplained=(),
        charts=tuple(ChartOnBoard(panel=one, cycles=(), step="") for one in panels(n_panels)),
        missing=(),
        cycles=(
            CycleOnBoard(
                id="c3",
                title="Opkald dagen før morgenhold",
                question="Kommer flere, hvis vi ringer dagen før?",
                prediction="Højst 8 % udebliver fra morgenhold i tre uger",
                learned_before="SMS alene flyttede intet i foråret",
                who="Jonas",
                when="dag 6 af 30",
                step=1,
                weeks=("uge 48", "uge 49", "uge 50"),
                seen="",
            ),
        ),
        celebrate=("Ventetiden er faldet fra 13,5 til 9,3 hverdage, og niveauet har holdt i 14 måneder.",),
        counter=Counter(days="62", text="dage siden seneste utilsigtede hændelse", longest="Længste hidtil 88 dage"),
        steps=(
            StepOnBoard(
                id="1", what="Spørg 10 udeblevne borgere om årsagen", who="Mette", due="27. nov", is_late=False
            ),
            StepOnBoard(id="2", what="Ring dagen før til borgere med hold", who="Jonas", due="30. nov", is_late=False),
            StepOnBoard(id="3", what="Skriv arbejdsgangen ned", who="Sara", due="4. dec", is_late=False),
        ),
        notes="",
        decisions="",
        foot=("Data til og med 31. oktober 2026", "Små tal er skjult", "Syntetiske data"),
        is_synthetic=True,
    )
    return replace(made, **changes)
