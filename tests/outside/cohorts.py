"""Random small cohorts, in two versions: as they were told yesterday, and as they are today with late registrations."""

from datetime import date
from pathlib import Path
from random import Random

from qi import calendar
from qi.dataset import Dataset
from qi.indicators import INDICATORS
from qi.lattice import Lattice, lattice
from qi.sources import open_dataset
from tests.qi.folder import PLACES, course, write_folder

MUNICIPALITIES = ("901", "902", "903", "904")
PROGRAMMES = ("cancer", "diabetes")
SIZES = {
    "901": (18, 22, 25, 31, 40),
    "902": (9, 12, 14, 17, 22, 31),
    "903": (0, 2, 4, 6, 9, 14, 25),
    "904": (0, 0, 1, 2, 3, 4, 6, 9),
}
"""Citizens a month and programme: from a town that is told of by month to one that is hardly told of at all."""

HOSPITAL, DOCTOR = "A12", "A9"
FIRST = date(2023, 1, 1)


def write(folder: Path, *, seed: int, months: int, late: int = 0) -> Path:
    """Write the cohorts of ``months`` months; of each cell up to ``late`` more citizens than were known at first."""
    random, later = Random(seed), Random(seed + 1)
    rows = []
    for place in MUNICIPALITIES:
        share = random.random()
        for programme in PROGRAMMES:
            for number in range(months):
                month = calendar.add_months(FIRST, number)
                known = random.choice(SIZES[place])
                sources = [HOSPITAL if random.random() < share else DOCTOR for _ in range(known)]
                sources += [HOSPITAL] * later.randint(0, late)
                for source in sources:
                    name = f"{place}{programme}{number}{len(rows)}"
                    rows.append(course(0, month, municipality=place, programme=programme, source=source))
                    rows[-1] |= {"course_id": name, "person_id": name, "unit": "u1"}
    places = [{"municipality": code, "name": f"By {code}", "population": 50000} for code in MUNICIPALITIES]
    units = [{"unit": "u1", "municipality": MUNICIPALITIES[0], "name": "Team"}]
    as_of = calendar.period_end(calendar.add_months(FIRST, months - 1), months=1)
    tables = {**PLACES, "municipalities": places, "units": units, "courses": rows}
    return write_folder(folder, tables, as_of=as_of.isoformat(), first_month=FIRST.isoformat())


def two_versions(folder: Path, *, seed: int, months: int) -> tuple[Dataset, Dataset]:
    """Return yesterday's data, which end in the middle of a quarter, and today's with late registrations."""
    before = open_dataset(write(folder / "before", seed=seed, months=months - 2))
    return before, open_dataset(write(folder / "after", seed=seed, months=months, late=2))


def told(before: Dataset, after: Dataset, key: str) -> tuple[Lattice, Lattice]:
    """Return the lattices of both versions, the second told after the first."""
    first = lattice(before, INDICATORS[key])
    return first, lattice(after, INDICATORS[key], told=first.told)
