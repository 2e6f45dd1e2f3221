"""From the drawn courses to the canonical tables, and to Parquet files that are the same byte for byte at each run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.sample.make import places
from data.sample.make.context import CHANGES, OFFERS
from data.sample.make.courses import make_courses, make_sessions
from data.sample.make.hba1c import make_hba1c
from data.sample.make.needs import make_needs
from data.sample.make.people import make_people
from data.sample.make.places import stream
from data.sample.make.questionnaires import make_questionnaires, make_responses
from data.sample.make.rates import Rates, rates
from qi.dataset import TABLES

TYPES = {"text": pa.string(), "date": pa.date32(), "int": pa.int64(), "float": pa.float64()}
EVENTS = (
    ("contact", "contact", None),
    ("phone_contact", "phone", None),
    ("needs_assessment", "assessed", None),
    ("referral_on", "referred_on", None),
    ("offer", "offer", None),
    ("declined", "declined", "refusal"),
    ("start_offered", "start_offered", None),
    ("start", "start", None),
    ("end", "end", None),
    ("dropout", "dropout", "dropout_reason"),
)
ADVERSE = {"fall": 0.52, "medication": 0.18, "training": 0.22, "communication": 0.08}
MEAN_LAG_DAYS = 14.0
"""How long a referral waits on average before somebody enters it (invented)."""

Tables = dict[str, pd.DataFrame]


def make_tables() -> Tables:
    """Return every canonical table of the sample."""
    table = rates()
    courses = make_courses(stream("courses"), table)
    background = make_people(stream("people"), courses)
    sessions = make_sessions(stream("attendance"), table, courses)
    sent = make_questionnaires(stream("questionnaires"), table, courses)
    responses = make_responses(stream("responses"), table, courses, sent)
    hba1c = make_hba1c(stream("hba1c"), table, courses)
    needs = make_needs(stream("needs"), table, courses)
    ids = np.array([f"C{number + 1:05d}" for number in range(len(courses))])
    wave_order = sent["wave"].map({"start": 0, "end": 1, "followup": 2})
    sent = sent.assign(order=wave_order).sort_values(["c", "order"], kind="stable")
    hba1c = hba1c.assign(order=hba1c["wave"].map({"start": 0, "end": 1, "followup": 2})).sort_values(
        ["c", "order"], kind="stable"
    )
    sessions = sessions.sort_values(["c", "planned_on"], kind="stable")
    return {
        **_places(),
        "courses": _courses(courses, ids, _registered(stream("registration"), courses)),
        "events": _events(courses, ids),
        "sessions": sessions.assign(course_id=ids[sessions["c"]]),
        "questionnaires": sent.assign(course_id=ids[sent["c"]], sent_on=sent["sent"], answered_on=sent["answered"]),
        "responses": responses.assign(course_id=ids[responses["c"]], version="1"),
        "measurements": hba1c.assign(course_id=ids[hba1c["c"]], kind="hba1c", unit="mmol/mol", taken_on=hba1c["taken"]),
        "needs": needs.assign(course_id=ids[needs["c"]], assessed_on=needs["on"], present=needs["present"].astype(int)),
        "adverse_events": _adverse_events(stream("adverse events"), table),
        "background": background.sort_values("person_id"),
        "offers": pd.DataFrame(OFFERS, columns=["offer_id", "name", "alias_of", "valid_from", "valid_to", "system"]),
        "changes": pd.DataFrame(CHANGES, columns=[column.name for column in TABLES["changes"]]),
    }


def _places() -> Tables:
    municipalities = pd.DataFrame(
        {
            "municipality": places.MUNICIPALITIES,
            "name": places.NAMES,
            "cooperation": [places.COOPERATION if need else None for need in places.EXPECTED_NEED],
            "population": places.POPULATION,
            "expected_need": places.EXPECTED_NEED,
        }
    )
    columns = ["programme", "name_da", "name_en", "followup_anchor", "followup_months"]
    units = [
        (places.unit_code(code, at), code, name)
        for code, names in places.UNITS.items()
        for at, name in enumerate(names)
    ]
    return {
        "municipalities": municipalities,
        "programmes": pd.DataFrame(places.PROGRAMME_NAMES, columns=columns),
        "units": pd.DataFrame(units, columns=["unit", "municipality", "name"]),
    }


def _registered(rng: np.random.Generator, courses: pd.DataFrame) -> np.ndarray:
    """Draw the day a referral is entered: days after it came, never after the day of the export."""
    days = rng.exponential(MEAN_LAG_DAYS, len(courses)).astype(int)
    registered = courses["received"].to_numpy().astype("datetime64[D]") + days
    return np.where(registered > places.AS_OF, np.datetime64("NaT"), registered)


def _courses(courses: pd.DataFrame, ids: np.ndarray, registered: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "course_id": ids,
            "person_id": courses["person"],
            "municipality": np.array(places.MUNICIPALITIES)[courses["m"]],
            "unit": courses["unit"],
            "programme": np.array(places.PROGRAMMES)[courses["p"]],
            "diagnosis_group": courses["diagnosis"],
            "law": np.where(courses["is_140"], "140", "119"),
            "source": courses["source"],
            "received_on": courses["received"],
            "registered_on": registered,
            "discharged_on": courses["discharged"],
            "deferred_to": courses["deferred"],
            "status_reason": courses["reason"].where(courses["reason"] != ""),
        }
    )


def _events(courses: pd.DataFrame, ids: np.ndarray) -> pd.DataFrame:
    parts = []
    for order, (kind, column, reason) in enumerate(EVENTS):
        at = np.flatnonzero(courses[column].notna())
        reasons = courses[reason].to_numpy()[at] if reason else None
        on = courses[column].to_numpy()[at]
        parts.append(
            pd.DataFrame(
                {"course_id": ids[at], "kind": kind, "occurred_on": on, "reason_code": reasons, "order": order}
            )
        )
    return pd.concat(parts).sort_values(["course_id", "order"], kind="stable")


def _adverse_events(rng: np.random.Generator, table: Rates) -> pd.DataFrame:
    """Draw events one after another with exponential gaps in days; the very small municipality has few."""
    rows = []
    for m, municipality in enumerate(places.MUNICIPALITIES):
        for p, programme in enumerate(places.PROGRAMMES):
            factor = 12.0 if municipality == "908" else 1.0
            day = places.FIRST_MONTH.astype("datetime64[D]")
            while True:
                month = int((day.astype("datetime64[M]") - places.FIRST_MONTH).astype(int))
                day = day + max(1, round(rng.exponential(factor * table["adverse_gap"][m, p, month])))
                if day > places.AS_OF:
                    break
                rows.append((municipality, programme, day))
    frame = pd.DataFrame(rows, columns=["municipality", "programme", "occurred_on"])
    frame = frame.sort_values(["occurred_on", "municipality", "programme"], kind="stable", ignore_index=True)
    frame["event_id"] = [f"U{number + 1:04d}" for number in range(len(frame))]
    codes, weights = np.array(list(ADVERSE)), np.cumsum(list(ADVERSE.values()))
    return frame.assign(kind=codes[np.searchsorted(weights, rng.random(len(frame)))])


def write_tables(tables: Tables, folder: Path) -> None:
    """Write one Parquet file per table with exactly the columns and types of the canonical schema."""
    for name, columns in TABLES.items():
        schema = pa.schema([pa.field(c.name, TYPES[c.type], nullable=c.optional) for c in columns])
        arrays = [_array(tables[name][c.name], TYPES[c.type]) for c in columns]
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), folder / f"{name}.parquet", compression="zstd")


def _array(values: pd.Series, of_type: pa.DataType) -> pa.Array:
    if of_type == pa.date32():
        return pa.array(values.to_numpy().astype("datetime64[D]"), type=of_type)
    if of_type == pa.string():
        texts = pa.array(values.to_numpy(dtype=object), type=of_type, from_pandas=True)
        return pc.if_else(pc.equal(texts, ""), pa.scalar(None, of_type), texts)
    numbers = pa.array(values.to_numpy(dtype=float), from_pandas=True)
    return pc.cast(numbers, of_type)
