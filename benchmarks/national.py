"""Make the courses of a whole country: made-up canonical tables of any size, written by DuckDB in moments.

Ten million courses come with 49 million events, 21 million questionnaires and as many responses. Skewed as real ones
are: a tenth of the municipalities hold half of the courses; one citizen in ten comes back.
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from qi.dataset import TABLES

MUNICIPALITIES = 98
ARROW = {"text": pa.string(), "date": pa.date32(), "int": pa.int64(), "float": pa.float64()}
DESCRIBED = {
    "title_da": "Opdigtet land",
    "title_en": "Invented country",
    "synthetic": True,
    "as_of": "2026-10-28",
    "extracted_at": "2026-10-29T06:00:00",
    "first_month": "2019-01-01",
}

_CHANCE = "(hash({0} * 1000 + {1}) % 10000)"
"""A whole number below 10,000 for a course and a purpose, the same in every run."""


def chance(purpose: int, of: str = "i") -> str:
    return _CHANCE.format(of, purpose)


def among(codes: tuple[str, ...], purpose: int) -> str:
    """Return the SQL that picks one of some codes, the first twice as often as the second and so on."""
    whens, left = [], 10_000
    for code in codes[:-1]:
        left //= 2
        whens.append(f"when {chance(purpose)} >= {left} then '{code}'")
    return f"case {' '.join(whens)} else '{codes[-1]}' end"


COURSES = f"""
    select 'c' || i as course_id,
           'p' || (case when {chance(1)} < 1000 then i // 10 else i end) as person_id,
           place as municipality,
           'u' || place {{units}} as unit,
           {among(("cancer", "diabetes", "heart", "copd"), 2)} as programme,
           cast(null as varchar) as diagnosis_group,
           case when {chance(3)} < {{paragraph_140}} then '140' else '119' end as law,
           {{source}} as source,
           received_on,
           cast(null as date) as registered_on,
           case when {chance(3)} < {{paragraph_140}} then received_on - 2 end as discharged_on,
           cast(null as date) as deferred_to,
           cast(null as varchar) as status_reason
    from (
        select range as i,
               cast(101 + cast({MUNICIPALITIES - 1} * pow({chance(4, "range")} / 10000.0, 3) as integer) as varchar)
                   as place,
               date '2019-01-01' + cast(range * 2850 // {{n}} as integer) as received_on
        from range({{n}})
    )
"""  # noqa: S608

EVENTS = " union all ".join(
    f"select course_id, '{kind}' as kind, cast(null as varchar) as reason_code,"  # noqa: S608
    f" received_on + cast({chance(number + 20, 'c')} % {spread} + {after} as integer) as occurred_on"
    f" from (select *, cast(substr(course_id, 2) as bigint) as c from courses)"
    f" where {chance(number + 10, 'c')} < {share}"
    for number, (kind, after, spread, share) in enumerate(
        (
            ("contact", 0, 12, 9500),
            ("needs_assessment", 3, 20, 9000),
            ("offer", 6, 25, 8500),
            ("start", 10, 40, 8000),
            ("end", 80, 60, 6500),
            ("dropout", 60, 60, 1500),
        )
    )
)

FORMS = " union all ".join(
    f"select course_id, '{wave}' as wave, occurred_on as sent_on,"  # noqa: S608
    f" case when {chance(number + 30, 'c')} < 7500 then occurred_on + cast({chance(number + 40, 'c')} % 30 as integer)"
    f" end as answered_on from (select *, cast(substr(course_id, 2) as bigint) as c from events) where kind = '{kind}'"
    for number, (wave, kind) in enumerate((("start", "start"), ("end", "end"), ("followup", "dropout")))
)

RESPONSES = f"""
    select course_id, wave, instrument, '1' as version, item,
           cast(1 + {chance(50, "c")} % largest as bigint) as value
    from (select *, cast(substr(course_id, 2) as bigint) as c from questionnaires where answered_on is not null)
    cross join (values ('srh', 'q1', 5), ('activity', 'a1', 6)) as asked(instrument, item, largest)
"""  # noqa: S608

BACKGROUND = f"""
    select person_id, {among(("female", "male"), 60)} as sex,
           {among(("60-69", "70-79", "50-59", "40-49", "80+", "18-39"), 61)} as age_group,
           {{education}} as education, 'unknown' as employment, 'unknown' as origin, 'unknown' as housing,
           date '2019-01-01' as valid_on
    from (select person_id, cast(substr(person_id, 2) as bigint) as i from (select distinct person_id from courses))
"""  # noqa: S608

FEW = {"units": "", "source": "'A12'", "paragraph_140": "0", "education": "'unknown'"}
"""A national register: municipality, programme, sex and age group."""

ALL = {
    "units": f"|| '-' || {chance(5)} % 3",
    "source": among(("A12", "A9", "A1", "A3", "A8"), 6),
    "paragraph_140": "3000",
    "education": among(("vocational", "basic", "medium", "short", "long", "unknown"), 62),
}
"""Every value that a selection may restrict."""


def write_country(folder: Path, n_courses: int, *, has_all_dimensions: bool) -> Path:
    """Write the canonical tables of so many courses into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {**(ALL if has_all_dimensions else FEW), "n": n_courses}
    made = {
        "courses": COURSES.format(**settings),
        "events": EVENTS,
        "questionnaires": FORMS,
        "responses": RESPONSES,
        "background": BACKGROUND.format(**settings),
        "units": "select distinct unit, municipality, unit as name from courses",
        "municipalities": "select distinct municipality, 'Kommune ' || municipality as name, cast(null as varchar) as"
        " cooperation, cast(null as bigint) as population, cast(null as bigint) as expected_need from courses",
        "programmes": "select distinct programme, programme as name_da, programme as name_en, 'course_end' as"
        " followup_anchor, cast(3 as bigint) as followup_months from courses",
    }
    with duckdb.connect(config={"threads": 2, "temp_directory": str(folder / "scratch")}) as engine:
        for name, query in made.items():
            path = folder / f"{name}.parquet"
            engine.execute(f"copy ({query}) to '{path}' (compression zstd, row_group_size 250000)")
            engine.execute(f"create view {name} as select * from read_parquet('{path}')")  # noqa: S608
    for name in TABLES.keys() - made.keys():
        schema = pa.schema([(column.name, ARROW[column.type]) for column in TABLES[name]])
        pq.write_table(schema.empty_table(), folder / f"{name}.parquet")
    (folder / "dataset.json").write_text(json.dumps(DESCRIBED), encoding="utf-8")
    return folder
