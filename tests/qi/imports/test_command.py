"""``qi import`` as people use it: a dry run first, then a version, and a way back."""

from pathlib import Path

import qi.imports
from qi.cli import main
from tests.qi.imports import corpus
from tests.qi.imports.corpus import changed, course_rows

COURSES = str(Path(qi.imports.__file__).parent / "examples" / "courses.toml")


def run(tmp_path, *more, rows=None):
    file = corpus.course_file(tmp_path / "forloeb.csv", rows)
    to = ["--mapping", COURSES, "--to", str(tmp_path / "data"), "--key", str(tmp_path / "noegle" / "k")]
    return main(["import", str(file), *to, *more])


def test_without_publish_nothing_is_written(tmp_path, capsys):
    assert run(tmp_path) == 0
    assert "Prøvekørsel: intet er skrevet." in capsys.readouterr().out
    assert not (tmp_path / "data").exists()


def test_publish_says_the_version_and_the_rows(tmp_path, capsys):
    assert run(tmp_path, "--publish") == 0
    said = capsys.readouterr().out
    assert "Version 1 er udgivet." in said
    assert "Rækker i filen: 12. Indlæst: 12. Lagt til side: 0." in said


def test_rows_set_aside_are_listed_by_row_and_local_id(tmp_path, capsys):
    assert run(tmp_path, "--faults", str(tmp_path / "fejl.csv"), rows=changed(course_rows(), 11, "3")) == 1
    lines = (tmp_path / "fejl.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1] == "5;F1003;sex;et helt tal;en af koderne k, m"
    assert "Række 5, kolonne »sex«: et helt tal." in capsys.readouterr().out


def test_a_refused_file_is_one_sentence_and_exit_code_2(tmp_path, capsys):
    assert run(tmp_path, "--publish", rows=[]) == 2
    assert capsys.readouterr().err == "Filen har ingen rækker. Ingen tal er ændret.\n"


def test_rollback_names_the_version_it_goes_back_to(tmp_path, capsys):
    run(tmp_path, "--publish")
    run(tmp_path, "--publish", rows=changed(course_rows(), 8, ""))
    capsys.readouterr()
    assert main(["rollback", str(tmp_path / "data")]) == 0
    assert capsys.readouterr().out == "1\n"
