"""Spark counts as DuckDB does, and what it publishes is what a page would have been shown without it (Java 17)."""

from dataclasses import asdict

import pytest

from qi.cli import main
from qi.dataset import DatasetError
from qi.selection import Selection
from qi.sources import conformance, open_dataset, tiny
from qi.sources.spark import spark_engine
from tests.qi.folder import write_folder

pytestmark = [
    pytest.mark.spark,
    # Nothing of pandas is handed to Spark: answers come as Arrow tables.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",  # tiny tables: compiling takes far longer than running
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}


@pytest.fixture(scope="module", autouse=True)
def session():
    """One session for all tests: it takes seconds to start."""
    with pytest.MonkeyPatch.context() as settings:
        listed = " ".join(f"--conf {name}={value}" for name, value in SETTINGS.items())
        settings.setenv("PYSPARK_SUBMIT_ARGS", f"--master local[2] --driver-memory 1g {listed} pyspark-shell")
        with spark_engine() as engine:
            engine.session.sparkContext.setLogLevel("ERROR")
            yield engine.session


@pytest.fixture
def folder(tmp_path):
    described = {name: str(value) for name, value in asdict(tiny.DESCRIPTION).items() if name != "is_synthetic"}
    return write_folder(tmp_path / "data", tiny.tiny_tables(), **described)


def in_parts(session, file):
    whole = file.rename(file.with_suffix(".whole"))
    session.read.parquet(str(whole)).repartition(3).write.parquet(str(file))
    assert len(list(file.glob("*.parquet"))) == 3


def test_spark_says_what_duckdb_says_for_every_indicator(capsys):
    assert main(["engines", "spark"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "| | DuckDB | Spark |"
    told = {line.split(" | ")[0].removeprefix("| "): line.split(" | ")[-1] for line in lines[2:]}
    assert told == dict.fromkeys((*conformance.reference().cube.rows, *conformance.REST), "equal |")


def test_what_spark_publishes_is_opened_without_it_and_is_the_same_to_the_last_bit(session, folder, tmp_path):
    direct = open_dataset(folder)
    in_parts(session, folder / "courses.parquet")  # as Spark itself leaves a table
    assert main(["reduce", str(folder), "--engine", "spark", "--to", str(tmp_path / "national")]) == 0
    published = open_dataset(tmp_path / "national")
    assert published.version == direct.version
    keys = list(direct.cube.rows)
    wanted, found = (data.cube.select(Selection(sex=("female",)), keys) for data in (direct, published))
    assert all((wanted[key] == found[key]).all() for key in keys)


def test_what_is_wrong_in_a_folder_is_said_in_the_same_sentence_as_by_duckdb(folder):
    (folder / "events.parquet").unlink()
    for engine in (None, "spark"):
        with pytest.raises(DatasetError) as refused:
            open_dataset(folder, engine=engine)
        assert "events.parquet is missing: expected a table with the columns course_id, kind" in str(refused.value)
