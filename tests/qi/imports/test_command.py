"""``qi import`` as people use it: a dry run first, then a version, and a way back."""

from io import StringIO
from pathlib import Path

import qi.imports
from qi.cli import main
from qi.imports import own_folder
from qi.imports.cli import progress_on
from qi.sources import versions
from tests.qi.imports import corpus, survey
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


def test_a_mapping_that_is_not_there_is_one_sentence_and_exit_code_2(tmp_path, capsys):
    file = str(corpus.course_file(tmp_path / "f.csv"))
    assert main(["import", file, "--mapping", str(tmp_path / "x.toml"), "--to", str(tmp_path / "data")]) == 2
    assert (
        capsys.readouterr().err == "Koblingen findes ikke. Angiv en TOML-fil, der siger, hvilke kolonner der er hvad.\n"
    )


def test_the_same_file_again_is_said_to_change_nothing_in_english_too(tmp_path, capsys):
    run(tmp_path, "--publish")
    capsys.readouterr()
    assert run(tmp_path, "--publish", "--lang", "en") == 0
    assert "No numbers have changed: everything in the file was imported before." in capsys.readouterr().out


def test_faults_of_several_files_make_one_list_under_one_heading(tmp_path):
    files = [str(corpus.course_file(tmp_path / f"{n}.csv", changed(course_rows(), 11, "3", row=n))) for n in range(2)]
    to = ["--to", str(tmp_path / "data"), "--key", str(tmp_path / "k"), "--faults", str(tmp_path / "fejl.csv")]
    assert main(["import", *files, "--mapping", COURSES, *to]) == 1
    lines = (tmp_path / "fejl.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[1] for line in lines] == ["Lokalt id", "F1000", "F1001"]


def test_a_file_that_is_wrong_throughout_says_that_nothing_came_in(tmp_path, capsys):
    assert run(tmp_path, "--publish", rows=[changed(course_rows(), 11, "3")[3]]) == 1
    assert "Ingen rækker kunne indlæses. Ingen tal er ændret." in capsys.readouterr().out
    assert not (tmp_path / "data").exists()


def test_only_the_first_twenty_findings_are_written_out_and_the_rest_counted(tmp_path, capsys):
    rows = [[f"F{n}", *course_rows()[0][1:11], "3", *course_rows()[0][12:]] for n in range(23)]
    assert run(tmp_path, rows=rows) == 1
    said = capsys.readouterr().out
    assert said.count("kolonne »sex«") == 20
    assert "… og 3 til; se listen." in said


FORM_OF_LINES = """
title = "Svar"
version = "1"
key = ["nr"]
[columns.nr]
kind = "id"
required = true
[columns.dag]
kind = "date"
required = true
[[tables]]
into = "events"
constants = { kind = "start" }
columns = { course_id = "nr", occurred_on = "dag" }
"""


def test_rows_that_fit_no_course_are_refused_and_nothing_is_published(tmp_path, capsys):
    (tmp_path / "m.toml").write_text(FORM_OF_LINES, encoding="utf-8")
    (tmp_path / "f.tsv").write_text("nr\tdag\nF1\t01-02-2025\n", encoding="utf-8")
    to = ["--mapping", str(tmp_path / "m.toml"), "--to", str(tmp_path / "data"), "--key", str(tmp_path / "k")]
    assert main(["import", str(tmp_path / "f.tsv"), *to, "--publish"]) == 2
    assert "events.parquet, column course_id: expected values of courses, 1 rows differ" in capsys.readouterr().err
    assert versions.current(tmp_path / "data") is None


def test_a_tab_is_named_in_the_report(tmp_path, capsys):
    (tmp_path / "m.toml").write_text(FORM_OF_LINES, encoding="utf-8")
    (tmp_path / "f.tsv").write_text("nr\tdag\nF1\t01-02-2025\n", encoding="utf-8")
    to = ["--mapping", str(tmp_path / "m.toml"), "--to", str(tmp_path / "data"), "--key", str(tmp_path / "k")]
    assert main(["import", str(tmp_path / "f.tsv"), *to]) == 0
    assert "Format: csv. Tegnsæt: utf-8. Skilletegn: tab" in capsys.readouterr().out


def test_the_files_of_a_survey_are_one_export(tmp_path, capsys):
    to = ["--to", str(tmp_path / "data"), "--key", str(tmp_path / "k")]
    file = str(corpus.course_file(tmp_path / "f.csv", survey.courses(8)))
    assert main(["import", file, "--mapping", COURSES, *to, "--publish"]) == 0
    files = survey.write_files(tmp_path, survey.respondents(8)[0], delimiter="\t", encoding="utf-16")
    assert main(["import", *map(str, files), "--mapping", COURSES.replace("courses", "surveyxact"), *to]) == 0
    assert "[1/1] Eksempel: SurveyXact" in capsys.readouterr().out


def test_files_find_the_saved_mapping_that_fits_them_and_become_one_version(tmp_path, capsys):
    to = ["--to", str(tmp_path / "data"), "--key", str(tmp_path / "k")]
    examples = Path(COURSES).parent
    for name in ("courses", "survey", "surveyxact"):
        own_folder.save_mapping(tmp_path / "data", name, (examples / f"{name}.toml").read_text(encoding="utf-8"))
    parts = survey.write_files(tmp_path, survey.respondents(8)[0], delimiter=";", encoding="utf-8")
    files = [*parts, corpus.course_file(tmp_path / "f.csv", [*survey.courses(8), *course_rows()])]
    files.append(corpus.survey_file(tmp_path / "s.csv"))
    assert main(["import", *map(str, files), *to, "--publish"]) == 0
    said = capsys.readouterr().out
    assert [line[:5] for line in said.splitlines() if line.startswith("[")] == ["[1/3]", "[2/3]", "[3/3]"]
    assert said.count("Version 1 er udgivet.") == 3


def test_a_file_that_fits_no_mapping_is_named_and_nothing_comes_in(tmp_path, capsys):
    (tmp_path / "x.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    assert main(["import", str(tmp_path / "x.csv"), "--to", str(tmp_path / "data")]) == 2
    assert "»x.csv« passer ikke til nogen af de 0 koblinger" in capsys.readouterr().err


def test_without_an_earlier_version_rollback_says_so(tmp_path, capsys):
    run(tmp_path, "--publish")
    capsys.readouterr()
    assert main(["rollback", str(tmp_path / "data")]) == 2
    assert "has no earlier version to go back to" in capsys.readouterr().err


class Terminal(StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_a_bar_that_is_cleared_at_the_end():
    terminal = Terminal()
    draw = progress_on(terminal, "da")
    draw("check", 0.5)
    draw("done", 1)
    assert terminal.getvalue() == f"\r\x1b[K{'█' * 15}{'·' * 15} Tjekker hver række\r\x1b[K"


def test_what_is_no_terminal_gets_no_bar():
    stream = StringIO()
    progress_on(stream, "da")("read", 0)
    assert stream.getvalue() == ""
