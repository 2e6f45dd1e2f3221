"""The questionnaires an export may hold: items, codes, scoring, missing answers. Licences forbid item text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One version of a questionnaire or test.

    ``items`` have codes from ``lowest`` to ``highest``; a test without items is kept as a measurement. ``factor`` times
    the sum of all items is the score; None where each answer stands by itself. ``measures`` are the keys of
    ``qi.instruments.CHANGE_MEASURES`` that hold its bands, wanted direction and relevant change.
    """

    key: str
    version: str
    title_da: str
    items: tuple[str, ...]
    lowest: int
    highest: int
    factor: int | None
    missing: str
    measures: tuple[str, ...]
    source: str
    licence: str

    @property
    def score_range(self) -> tuple[int, int]:
        """The lowest and highest score; of answers that stand by themselves, the lowest and highest code."""
        times = 1 if self.factor is None else self.factor * len(self.items)
        return self.lowest * times, self.highest * times

    def score(self, answers: Mapping[str, int | None]) -> int | None:
        """Return the score of one citizen's answers, None where one of the items has no answer.

        Raises ValueError for an instrument without a score and for a code outside its range.
        """
        if self.factor is None:
            raise ValueError(f"{self.key} has no score: its answers stand by themselves")
        given = [code for item in self.items if (code := answers.get(item)) is not None]
        if wrong := [code for code in given if not self.lowest <= code <= self.highest]:
            raise ValueError(f"{self.key}: need codes {self.lowest} to {self.highest}, got {len(wrong)} others")
        return self.factor * sum(given) if len(given) == len(self.items) else None


_OWN = "No licensed wording is shipped; the municipality holds its own form."
_ALONE = "An empty answer is left out."

INSTRUMENTS = {
    one.key: one
    for one in (
        Instrument(
            key="srh",
            version="1",
            title_da="Selvvurderet helbred",
            items=("srh",),
            lowest=1,
            highest=5,
            factor=1,
            missing=_ALONE,
            measures=("srh",),
            source="1 is excellent, 5 is poor; good is 1 to 3 (domain dossier 2.4).",
            licence="Item 1 of SF-12: check the municipality's permission for the wording.",
        ),
        Instrument(
            key="who5",
            version="1",
            title_da="WHO-5, trivsel",
            items=tuple(f"who5_{number}" for number in range(1, 6)),
            lowest=0,
            highest=5,
            factor=4,
            missing="All five answers are required; no official rule for fewer was found.",
            measures=("who5", "who5_low"),
            source="Topp 2015, Psychother Psychosom 84:167. Only multiples of 4 occur: at most 50 is at most 48.",
            licence=_OWN,
        ),
        Instrument(
            key="tils",
            version="1",
            title_da="T-ILS, ensomhed",
            items=tuple(f"tils_{number}" for number in range(1, 4)),
            lowest=1,
            highest=3,
            factor=1,
            missing="All three answers are required.",
            measures=("tils",),
            source="7 to 9 is lonely, as in the national health profile (domain dossier 2.4).",
            licence=_OWN,
        ),
        Instrument(
            key="hba1c",
            version="1",
            title_da="HbA1c, langtidsblodsukker",
            items=(),
            lowest=20,
            highest=200,
            factor=None,
            missing="A citizen without the value is left out.",
            measures=("hba1c", "hba1c_below_53"),
            source="mmol/mol (IFCC). Bands of Center for Diabetes, Copenhagen (S4): 48, 53, 58 and 75.",
            licence="A laboratory value: none.",
        ),
        Instrument(
            key="activity",
            version="1",
            title_da="Fysisk aktivitet, forpustet",
            items=("activity",),
            lowest=1,
            highest=6,
            factor=1,
            missing=_ALONE,
            measures=("activity",),
            source="Six bands of minutes, Center for Diabetes, Copenhagen (S4); 60 minutes and more is our own cut.",
            licence=_OWN,
        ),
        Instrument(
            key="fitness",
            version="1",
            title_da="Fysisk form",
            items=("fitness",),
            lowest=1,
            highest=5,
            factor=1,
            missing=_ALONE,
            measures=("fitness",),
            source="Five labels, Center for Diabetes, Copenhagen (S4); good or really good counts.",
            licence=_OWN,
        ),
        Instrument(
            key="benefit",
            version="1",
            title_da="Udbytte af forløbet",
            items=("e01", "e02", "e03", "e04"),
            lowest=1,
            highest=4,
            factor=None,
            missing=_ALONE,
            measures=(),
            source="1 is to a high degree, 2 to some degree; these two count (S0).",
            licence=_OWN,
        ),
    )
}
"""By key; ``key`` and ``items`` are what the canonical table ``responses`` holds, of a test without items the kind."""
