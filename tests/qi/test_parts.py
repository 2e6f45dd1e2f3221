"""A whole country is read part by part: the answer is that of one piece, and each citizen is counted once."""

from datetime import date
from pathlib import Path

import pytest

from qi.dataset import DatasetError
from qi.selection import Selection
from qi.sources import conformance
from qi.sources.embedded import embedded
from qi.sources.reading import read_dataset
from qi.sources.tiny import DESCRIPTION, N_COURSES, tiny_tables
from qi.sources.validation import check_tables
from tests.qi.folder import course, event, write_folder


def opened(folder, *, courses_a_part=1_000_000, memory="1GB"):
    with embedded(folder, memory=memory, courses_a_part=courses_a_part) as engine:
        check_tables(engine)
        return read_dataset(engine, DESCRIPTION)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return write_folder(tmp_path_factory.mktemp("tiny"), tiny_tables())


@pytest.mark.parametrize("courses_a_part", [N_COURSES - 1, 40])
def test_in_parts_the_data_are_the_same_to_the_last_bit(tiny, courses_a_part):
    assert opened(tiny, courses_a_part=courses_a_part).version == conformance.reference().version


def test_of_120_courses_60_a_part_there_are_two_parts_and_then_all_are_in_view_again(tiny):
    with embedded(tiny, courses_a_part=60) as engine:
        check_tables(engine)
        seen = [engine.fetch("select distinct person_id from courses")["person_id"].tolist() for _ in engine.parts()]
        assert len(seen) == 2
        assert not set(seen[0]) & set(seen[1])
        assert engine.fetch("select count(*) as n from courses")["n"] == [N_COURSES]


def test_a_citizen_with_four_courses_is_one_citizen_though_a_part_holds_two_courses(tmp_path):
    courses = [course(i, date(2024, 3, 4), person_id="one" if i < 4 else f"other{i}") for i in range(8)]
    events = [event(i, "contact", date(2024, 3, 5)) for i in range(8)]
    folder = write_folder(tmp_path / "data", {"courses": courses, "events": events})
    n, _, _, _, _, citizens, _ = opened(folder, courses_a_part=2).cube.select(Selection(), ["R01"])["R01"].sum(axis=0)
    assert (n, citizens) == (8, 5)


def test_data_that_do_not_fit_in_memory_are_refused_in_one_sentence(tiny):
    with pytest.raises(DatasetError, match=r"^the data need more memory than DuckDB may take: reduce them with Spark$"):
        opened(tiny, memory="3MB")


def test_a_file_that_vanishes_while_it_is_read_is_told_in_one_sentence(tmp_path):
    folder = write_folder(tmp_path / "data", {"courses": [course(0, date(2024, 3, 4))]})
    with embedded(folder) as engine:
        check_tables(engine)
        Path(engine.named("courses")).unlink()
        with pytest.raises(DatasetError, match=r"^a file cannot be read or written: expected the data, and room"):
            read_dataset(engine, DESCRIPTION)
