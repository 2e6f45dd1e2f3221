"""Reduced data are the same data: published once, opened in moments, refused when the definitions have changed."""

import json

import numpy as np
import pytest

from qi.cli import main
from qi.dataset import DatasetError
from qi.sources import conformance, open_dataset, reduced
from qi.sources.reading import content_hash
from tests.qi.folder import write_folder


@pytest.fixture
def folder(tmp_path):
    reduced.publish(conformance.reference(), tmp_path / "reduced")
    return tmp_path / "reduced"


def test_reduced_data_are_the_same_data_to_the_last_bit(folder):
    opened = open_dataset(folder)
    assert content_hash(opened) == conformance.reference().version
    assert opened.changes == conformance.reference().changes


def test_data_without_a_single_row_can_be_reduced_too(tmp_path):
    empty = write_folder(tmp_path / "data", {})
    assert main(["reduce", str(empty), "--to", str(tmp_path / "reduced")]) == 0
    assert open_dataset(tmp_path / "reduced").version == open_dataset(empty).version


def test_a_second_publication_is_a_version_of_its_own(folder, capsys):
    assert reduced.publish(conformance.reference(), folder) == 2
    assert (folder / "CURRENT").read_text() == "2\n"


def test_data_reduced_by_other_definitions_are_refused(folder):
    head = reduced.folder_of(folder) / reduced.HEAD
    said = json.loads(head.read_text(encoding="utf-8"))
    head.write_text(json.dumps({**said, "definitions": "0" * 16}), encoding="utf-8")
    with pytest.raises(DatasetError, match="was reduced by other definitions of the indicators: run qi reduce again"):
        open_dataset(folder)


@pytest.mark.parametrize("name", ["cube", "profiles", "scores", "reasons_dropout"])
def test_a_folder_of_reduced_data_that_is_not_whole_is_refused(folder, name):
    (reduced.folder_of(folder) / f"{name}.parquet").write_bytes(b"PAR1 but not really")
    with pytest.raises(DatasetError, match="is not whole: run qi reduce again"):
        open_dataset(folder)


def test_a_plain_data_folder_is_not_written_into(tmp_path, capsys):
    plain = write_folder(tmp_path / "data", {})
    assert main(["reduce", str(plain), "--to", str(plain)]) == 2
    assert "is a plain data folder: choose another one for the reduced data" in capsys.readouterr().err


def test_data_that_cannot_be_read_are_not_published(tmp_path, capsys):
    assert main(["reduce", str(tmp_path / "nowhere"), "--to", str(tmp_path / "reduced")]) == 2
    assert "nowhere is not a folder" in capsys.readouterr().err
    assert not (tmp_path / "reduced").exists()


def test_the_engines_are_compared_in_a_table(postgres_address, capsys):
    assert main(["engines", postgres_address]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["| | DuckDB | PostgreSQL |", "|---|---|---|"]
    assert len(lines) == 2 + len(conformance.reference().cube.rows) + len(conformance.REST)
    assert all(line.endswith(" values | equal |") for line in lines[2:])


def test_an_engine_nobody_knows_is_one_sentence(capsys):
    assert main(["engines", "oracle://there"]) == 2
    assert capsys.readouterr().err == "nothing to compare: expected spark or postgresql://…\n"


def test_spark_that_is_not_installed_is_one_sentence(tmp_path, capsys):
    assert main(["engines", "spark"]) == 2
    assert capsys.readouterr().err == "PySpark is not installed: install kvalitetstavle with the extra spark\n"


def test_sums_of_another_table_give_another_version(folder):
    opened = open_dataset(folder)
    opened.courses.scores["srh"][0, 0] += 1
    assert content_hash(opened) != conformance.reference().version
    assert np.isfinite(opened.courses.scores["srh"]).any()
