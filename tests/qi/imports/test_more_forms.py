"""Need assessments, background and SurveyXact exports need no mapping written by hand either."""

import pyarrow.parquet as pq
import pytest

from qi.imports.draft import Draft, as_toml, draft_from, draft_of, lacking, mapping_of, only_yes
from qi.imports.look import look_at, look_at_survey
from qi.imports.mapping import read_mapping
from qi.imports.outcome import Export
from qi.imports.own_folder import EXAMPLES
from qi.imports.proposals import propose
from qi.imports.run import import_files
from qi.imports.sorting import Found, exports_among, recognised
from qi.sources import versions
from tests.qi.imports import corpus, survey
from tests.qi.imports.corpus import course_rows

COURSES = read_mapping(EXAMPLES / "courses.toml")
KNOWN = [read_mapping(path) for path in sorted(EXAMPLES.glob("*.toml"))]


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def proposed(seen, **answers):
    draft = draft_of(propose(seen), seen, title="Foreslået")
    whole = Draft(**{**{name: getattr(draft, name) for name in Draft.__slots__}, **answers})
    assert draft_from(as_toml(whole).encode()) == whole  # what is saved is read back as it was
    return whole


def bring_in(tmp_path, *more):
    given = [Export(path=corpus.course_file(tmp_path / "forloeb.csv"), mapping=COURSES), *more]
    outcomes = import_files(given, to=tmp_path / "own", key_file=tmp_path / "key", is_dry_run=False)
    assert not [one.refused for one in outcomes if one.refused]
    return outcomes


def stored(tmp_path, table):
    return pq.read_table(versions.resolve(tmp_path / "own") / f"{table}.parquet").to_pylist()


def test_one_column_for_each_need_becomes_one_row_for_each_answer(tmp_path):
    path = written(
        tmp_path / "behov.csv",
        "Forløbsnr;Behovsvurdering;Træthed;Søvn;Praktiske behov\nF1000;2025-02-01;ja;nej;\nF1001;2025-02-03;Nej;ja;x\n",
    )
    seen = look_at(path)
    draft = proposed(seen)
    assert (draft.form, lacking(draft), only_yes(draft, seen)) == ("needs", (), ("practical",))
    bring_in(tmp_path, Export(path=path, mapping=mapping_of(draft)))
    found = sorted((row["course_id"], row["need"], row["present"]) for row in stored(tmp_path, "needs"))
    assert found == [
        ("F1000", "symptom_fatigue", 1),
        ("F1000", "symptom_sleep", 0),
        ("F1001", "practical", 1),
        ("F1001", "symptom_fatigue", 0),
        ("F1001", "symptom_sleep", 1),
    ]


def test_background_by_personal_number_adds_to_what_the_courses_told(tmp_path):
    who = course_rows()[3][1]
    path = written(tmp_path / "b.csv", f"CPR;Opgjort;Beskæftigelse;Bolig\n{who};2025-06-01;I arbejde;enlig\n")
    draft = proposed(look_at(path))
    assert (draft.form, lacking(draft)) == ("background", ())
    bring_in(tmp_path, Export(path=path, mapping=mapping_of(draft)))
    (row,) = [one for one in stored(tmp_path, "background") if one["employment"] != "unknown"]
    assert (row["employment"], row["housing"], row["origin"]) == ("employed", "alone", "unknown")
    # Sex, age and education come from the file of courses, which is older and is not emptied by this one.
    assert (row["sex"], row["age_group"], row["education"]) == ("male", "70-79", "basic")


def test_a_column_that_is_there_and_empty_empties_what_was_known(tmp_path):
    who = course_rows()[3][1]
    path = written(tmp_path / "b.csv", f"CPR;Opgjort;Beskæftigelse;Uddannelse\n{who};2025-06-01;I arbejde;\n")
    bring_in(tmp_path, Export(path=path, mapping=mapping_of(proposed(look_at(path)))))
    (row,) = [one for one in stored(tmp_path, "background") if one["employment"] == "employed"]
    assert row["education"] == "unknown"


def test_answers_with_a_personal_number_and_a_day_need_no_id_of_a_course(tmp_path):
    who = course_rows()[3][1]
    path = written(tmp_path / "s.csv", f"CPR;Skema;Sendt;Selvvurderet helbred\n{who};start;2025-03-01;Godt\n")
    draft = proposed(look_at(path))
    assert (draft.form, lacking(draft)) == ("survey", ())
    bring_in(tmp_path, Export(path=path, mapping=mapping_of(draft)))
    assert [(one["course_id"], one["value"]) for one in stored(tmp_path, "responses")] == [("F1003", 3)]


@pytest.fixture
def parts(tmp_path):
    rows, truth = survey.respondents(60)
    return survey.write_files(tmp_path, rows, delimiter="\t", encoding="utf-16"), truth


def test_a_surveyxact_export_is_proposed_from_its_structure_and_gives_the_truth(tmp_path, parts):
    files, truth = parts
    seen = look_at_survey(files)
    draft = proposed(seen)
    assert draft.columns == {
        "course_id": "forloeb_id",
        "wave": "maaletidspunkt (label)",
        "sent_on": "created",
        "answered_on": "closetime",
        "not_sent": "statoverall = Ny",
        "not_delivered": "digitaldistributionerrormessage",
        "completed": "statoverall = Gennemført",
    }
    items = {f"who5_{item}": f"s_2_{item}" for item in range(1, 6)}
    whole = proposed(seen, columns={**draft.columns, **items, "srh": "s_1 (label)"})
    courses = Export(path=corpus.course_file(tmp_path / "f.csv", survey.courses(60)), mapping=COURSES)
    answers = Export(path=files[0], mapping=mapping_of(whole), beside=tuple(files[1:]))
    *_, report = [one.report for one in bring_in(tmp_path, courses, answers)]
    assert (report.rows_in, report.findings) == (60, ())
    assert (report.n_sent, report.n_answered) == (truth.n_sent, truth.n_answered)
    good = [one for one in stored(tmp_path, "responses") if one["item"] == "srh" and one["value"] <= 3]
    assert len(good) >= truth.n_in_good_health  # those who answered in part have no health, the others all


def test_the_parts_of_an_export_are_told_from_other_files_in_any_order(tmp_path, parts):
    dataset, structure, labels = parts[0]
    other = corpus.course_file(tmp_path / "forloeb.csv")
    found = exports_among([labels, other, structure, dataset])
    assert found == (Found((other,)), Found((dataset, structure, labels), "surveyxact"))
    assert [recognised(one, KNOWN).title for one in found] == [
        COURSES.title,
        "Eksempel: SurveyXact, en linje pr. besvarelse",
    ]


def test_a_structure_without_its_dataset_stands_alone(parts):
    _, structure, labels = parts[0]
    assert exports_among([structure, labels]) == (Found((structure,)), Found((labels,)))


def test_a_file_that_cannot_be_read_is_an_export_that_nothing_fits(tmp_path):
    for name, content in {"a.csv": b"", "b.xlsx": b"PK\x03\x04", "c.csv": b"x;y\n1;2\n"}.items():
        path = tmp_path / name
        path.write_bytes(content)
        (found,) = exports_among([path])
        assert recognised(found, KNOWN) is None


def test_a_workbook_of_three_sheets_is_a_survey(tmp_path):
    sheets = {"Dataset": [survey.VARIABLES], "Structure": survey.STRUCTURE, "Labels": survey.LABELS}
    path = tmp_path / "a.xlsx"
    path.write_bytes(corpus.workbook_of(sheets))
    assert exports_among([path]) == (Found((path,), "surveyxact"),)


def test_a_mapping_fits_a_file_with_a_title_only_where_it_knows_of_one(tmp_path):
    path = written(tmp_path / "a.csv", f"Udtræk oktober\n\n{corpus.delimited(corpus.COURSE_HEADER, course_rows())}")
    assert recognised(Found((path,)), KNOWN) is None
