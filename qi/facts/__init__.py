"""From the canonical tables to typed facts: whole numbers of days and working days, 0/1 flags, and one profile a case.

The SQL keeps to a portable subset (joins to a calendar table, case, min, max, sum, count, group by; no date functions,
no booleans, no reserved names), so that the same text runs on DuckDB, PostgreSQL and Spark.
"""

from __future__ import annotations

from importlib import resources

OF_ALL = ("phones",)
"""The facts that are asked of all citizens at once, before the others; small."""

STEPS = (
    "events",
    "profiles",
    "near",
    "courses",
    "responses",
    "waves",
    "forms",
    "measurements",
    "needs",
    "sessions",
    "followups",
    "journeys",
    "registrations",
    "answers",
)
"""The facts of the citizens in view, in building order. Each is one file of SQL, which makes ``fact_<step>``."""

ALONE_WITHIN: dict[str, tuple[str, ...]] = {
    "courses": (),
    "followups": (),
    "sessions": (),
    "registrations": (),
    "answers": ("wave",),
    "waves": ("wave",),
    "needs": ("need",),
    "measurements": ("wave", "kind"),
}
"""``is_alone`` says that a row is its citizen's only one of a quarter, by any of its months, among the rows with the
same values in these columns."""


def statement(step: str) -> str:
    """Return the query that makes ``fact_<step>`` from the canonical tables, ``calendar``, ``due`` and ``snapshot``."""
    return resources.files("qi.facts").joinpath(f"{step}.sql").read_text(encoding="utf-8")
