"""Several exports at once: those that name courses see those of the others, and all become one version or none."""

from pathlib import Path

import pytest

from qi.imports.history import receipts
from qi.imports.mapping import read_mapping
from qi.imports.outcome import Export
from qi.imports.own_folder import EXAMPLES
from qi.imports.run import import_files
from qi.sources import open_dataset, versions
from tests.qi.imports import corpus
from tests.qi.imports.corpus import changed, course_rows, survey_rows

COURSES, SURVEY = (read_mapping(EXAMPLES / f"{name}.toml") for name in ("courses", "survey"))


def exports(tmp_path, courses=None, answers=None):
    """The answers are given first: they still find the courses that come beside them."""
    return [
        Export(path=corpus.survey_file(tmp_path / "svar.csv", answers), mapping=SURVEY),
        Export(path=corpus.course_file(tmp_path / "forloeb.csv", courses), mapping=COURSES),
    ]


def bring_in(tmp_path, given, *, is_dry_run=False):
    return import_files(given, to=tmp_path / "own", key_file=tmp_path / "key", is_dry_run=is_dry_run)


def test_courses_and_answers_become_one_version_with_a_receipt_each(tmp_path):
    outcomes = bring_in(tmp_path, exports(tmp_path))
    assert [(one.report.rows_in, one.report.version) for one in outcomes] == [(12, 1), (12, 1)]
    assert [(one.mapping, one.version) for one in receipts(tmp_path / "own")] == [(COURSES.title, 1), (SURVEY.title, 1)]
    assert open_dataset(tmp_path / "own").as_of.isoformat() == "2025-07-28"


def test_a_dry_run_finds_the_courses_too_and_writes_nothing(tmp_path):
    answers, _ = bring_in(tmp_path, exports(tmp_path), is_dry_run=True)
    assert (answers.report.rows_in, answers.report.n_sent, answers.report.n_answered) == (12, 12, 12)
    assert not (tmp_path / "own").exists()
    assert not (tmp_path / "key").exists()


def test_the_same_files_again_change_nothing(tmp_path):
    bring_in(tmp_path, exports(tmp_path))
    assert [one.report.is_changed for one in bring_in(tmp_path, exports(tmp_path))] == [False, False]
    assert versions.versions(tmp_path / "own") == (1,)


def test_what_a_later_file_takes_back_makes_no_new_version(tmp_path):
    given = [Export(path=corpus.course_file(tmp_path / "ret.csv"), mapping=COURSES)]
    bring_in(tmp_path, given)
    wrong = corpus.course_file(tmp_path / "forkert.csv", changed(course_rows(), 10, "E11"))
    outcomes = bring_in(tmp_path, [Export(path=wrong, mapping=COURSES), *given])
    assert [one.report.is_changed for one in outcomes] == [True, True]
    assert [one.report.version for one in outcomes] == [None, None]


@pytest.mark.parametrize("is_first", [True, False])
def test_one_refused_file_keeps_all_from_being_published(tmp_path, is_first):
    given = exports(tmp_path)
    bad = Export(path=Path(tmp_path / "tom.csv"), mapping=COURSES)
    bad.path.write_bytes(b"")
    outcomes = bring_in(tmp_path, [bad, *given] if is_first else [*given, bad])
    assert sorted(one.refused.key for one in outcomes if one.refused) == ["empty"]
    assert [one.report.rows_in for one in outcomes if one.report] == [12, 12]
    assert not (tmp_path / "own").exists()


def test_a_file_without_a_right_line_leaves_the_others_as_they_are(tmp_path):
    nobody = [[*row] for row in survey_rows()]
    for row in nobody:
        row[0] = "X1"
    answers, courses = bring_in(tmp_path, exports(tmp_path, answers=nobody))
    assert (answers.report.rows_in, answers.report.version, courses.report.version) == (0, None, 1)


def test_the_progress_names_the_file_and_never_falls(tmp_path):
    heard = []
    given = exports(tmp_path)
    import_files(given, to=tmp_path / "own", key_file=tmp_path / "key", progress=lambda *told: heard.append(told))
    assert [place for place, step, _ in heard if step == "read"] == [1, 0]
    shares = [share for *_, share in heard]
    assert shares == sorted(shares)
    assert heard[-1][1:] == ("done", 1.0)
