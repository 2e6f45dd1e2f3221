"""The planted truths: what really changes in the sample, where, when and how much. Everything else is homogeneous."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Truth:
    """One planted truth. ``parameter`` goes from ``before`` to ``after`` at ``month`` in the way ``kind`` says.

    ``touches`` are the other indicators that follow from it in the same municipality and programme (None = all).
    """

    truth_id: str
    indicator: str
    municipality: str
    programme: str | None
    month: str
    kind: str
    what: str
    parameter: str
    before: float
    after: float
    expected_found: str
    touches: tuple[str, ...] = ()


LARGE, SMALL = "large", "small"
STARTED = ("R04", "R07", "P11", "P13", "P14", "D02", "D03", "D04")

TRUTHS = (
    Truth("T01", "P02", "901", "cancer", "2022-03", "shift", "PDSA: fixed weekly slots for needs assessments",
          "assessed_on_time", 0.55, 0.84, LARGE, ("P01", "P03", "P09")),
    Truth("T02", "P01", "902", "diabetes", "2021-09", "shift", "PDSA: calls every morning",
          "contact_on_time", 0.58, 0.84, LARGE, ("P02", "P09")),
    Truth("T03", "P01", "907", "cancer", "2021-02", "shift", "Telephone method (telefonmetoden) introduced",
          "contact_on_time", 0.70, 0.88, LARGE, ("P02", "P09", "P15", "P16")),
    Truth("T04", "D01", "902", "cancer", "2020-10", "shift", "PDSA: reminder after seven days",
          "answered_start", 0.54, 0.82, LARGE, ("D04", "O01", "O02", "O03", "O04", "O09", "O10")),
    Truth("T05", "D02", "907", "diabetes", "2023-01", "shift", "PDSA: end questionnaire answered at the final talk",
          "answered_end", 0.70, 0.93, LARGE, ("D03", "D04", "O01", "O02", "O03", "O04", "E01", "E02", "E03")),
    Truth("T06", "P11", "905", "heart", "2024-02", "shift", "Training moved to mornings, fewer attend",
          "attended", 0.84, 0.71, LARGE, ("P12",)),
    Truth("T07", "R01", "902", "heart", "2023-06", "shift", "New agreement with the hospital: more referrals",
          "referrals", 12.0, 19.0, LARGE, STARTED),
    Truth("T08", "O03", "907", "heart", "2022-09", "shift", "Coping sessions added: better wellbeing at end",
          "who5_end", 58.0, 72.0, LARGE, ("O04",)),
    Truth("T09", "P13", "902", "diabetes", "2022-06", "shift", "PDSA: call after the first missed session",
          "completed", 0.60, 0.88, LARGE, ("P14", "D02", "D03", "D04")),
    Truth("T10", "P02", "907", "diabetes", "2022-05", "shift", "Two vacancies: needs assessments are later",
          "assessed_on_time", 0.78, 0.58, LARGE, ("P09", "P03")),
    Truth("T11", "P10", "907", "cancer", "2024-01", "shift", "PDSA: first date booked at discharge",
          "offered_in_7_days", 0.60, 0.90, LARGE),
    Truth("T12", "B01", "907", "copd", "2023-05", "shift", "PDSA: safe transfer in training, fewer adverse events",
          "adverse_gap", 25.0, 75.0, LARGE, ("B03",)),
    Truth("T13", "O07", "907", "diabetes", "2023-01", "shift", "PDSA: dietitian joins the final talk, lower HbA1c",
          "hba1c_shift", 0.0, -8.0, LARGE, ("O08",)),
    Truth("T14", "D01", "905", "cancer", "2022-04", "shift", "New cover letter, slightly more answers",
          "answered_start", 0.72, 0.78, SMALL, ("D04",)),
    Truth("T15", "P01", "901", "heart", "2023-03", "shift", "Shared telephone list, slightly faster contact",
          "contact_on_time", 0.70, 0.78, SMALL, ("P02", "P09")),
    Truth("T16", "P11", "906", "diabetes", "2021-11", "shift", "Parking fee, slightly lower attendance",
          "attended", 0.81, 0.78, SMALL, ("P12",)),
    Truth("T17", "R07", "902", "copd", "2022-10", "shift", "Transport offered, slightly fewer decline",
          "declined", 0.19, 0.12, SMALL, ("R04",)),
    Truth("T18", "O01", "907", "copd", "2023-09", "shift", "Better self-rated health at end, a little",
          "srh_good_end", 0.60, 0.67, SMALL, ("O02",)),
    Truth("T19", "P02", "906", "cancer", "2024-05", "shift", "Slightly faster needs assessments",
          "assessed_on_time", 0.66, 0.73, SMALL, ("P01", "P03", "P09")),
    Truth("T20", "R01", "905", "diabetes", "2019-01", "drift", "Slow growth of referrals over all months",
          "referrals", 6.5, 15.0, LARGE, STARTED),
    Truth("T21", "D01", "907", "copd", "2019-01", "drift", "Slow fall of the response rate over all months",
          "answered_start", 0.88, 0.58, LARGE, ("D04", "O01", "O02", "O03", "O04", "O09", "O10")),
    Truth("T22", "R01", "901", "cancer", "2024-11", "outlier", "One campaign month with three times the referrals",
          "referrals", 128 / 12, 34.0, SMALL, (*STARTED, "P01", "P02", "P03", "P09", "D01")),
    Truth("T23", "N02", "902", "cancer", "2023-01", "definition", "New needs form: one psychological item became three",
          "need_psychological", 0.48, 0.78, LARGE),
    Truth("T24", "P12", "904", "diabetes", "2023-10", "system",
          "New care record: late cancellations are now registered as no-shows", "noshow", 0.05, 0.15, LARGE, ("P11",)),
    Truth("T25", "R01", "908", None, "2019-01", "small_numbers", "Two or three referrals a month in all programmes",
          "referrals", 2.5, 2.5, SMALL),
    Truth("T26", "P01", "904", "diabetes", "2019-01", "ties", "Nearly always in time: most points are 100 percent",
          "contact_on_time", 0.985, 0.985, SMALL),
    Truth("T27", "P13", "907", "cancer", "2025-11", "immature",
          "Courses started in the last months are still open", "completed", 0.77, 0.77,
          SMALL, ("P14", "D02", "D03", "D04")),
)  # fmt: skip
