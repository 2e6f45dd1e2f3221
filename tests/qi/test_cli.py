"""The ``qi`` command: what it reads, what it prints, and how it fails."""

import csv
import io
import json

import pytest

from qi.cli import main
from qi.run_charts import run_chart
from qi.series import analyse_series
from qi.wording import verdict_text

VALUES = [82, 79, 85, 80, 84, 78, 83, 81, 79, 84, 80, 82, 88, 90, 89, 91, 87, 92, 90, 93, 89, 91, 90, 88]
MONTHS = [f"{2023 + i // 12}-{i % 12 + 1:02d}" for i in range(24)]


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text("month,value\n" + "".join(f"{m},{v}\n" for m, v in zip(MONTHS, VALUES, strict=True)))
    return str(path)


@pytest.fixture
def danish(tmp_path):
    path = tmp_path / "dansk.csv"
    rows = "".join(f"0{i % 9 + 1}-01-2025;hold {i // 9};{i % 7},5;{20 + i % 5}\r\n" for i in range(18))
    path.write_bytes(("måned;hold;antal;nævner\r\n" + rows).encode("cp1252"))
    return str(path)


def run(capsys, *arguments):
    code = main(["chart", *arguments])
    assert code == 0
    return capsys.readouterr().out


def as_json(capsys, *arguments):
    return json.loads(run(capsys, *arguments, "--format", "json"))


def test_json_has_exactly_the_promised_keys(capsys, plain):
    document = as_json(capsys, plain, "--type", "i", "--x", "month", "--y", "value")
    assert list(document) == ["chart", "rules", "points", "phases", "warnings"]
    assert set(document["points"][0]) == {
        *("series", "i", "x", "y", "n", "phase", "included", "centre", "lower", "upper", "signals")
    }
    promised = "series phase first last centre n_useful longest_run longest_run_max crossings crossings_min runs_signal"
    assert {*promised.split(), "p_value", "verdict"} <= set(document["phases"][0])


def test_positions_are_counted_from_one(capsys, plain):
    document = as_json(capsys, plain, "--type", "run", "--x", "month", "--y", "value", "--split", "13")
    assert [(p["first"], p["last"], p["centre"]) for p in document["phases"]] == [(1, 12, 81.5), (13, 24, 90.0)]


def test_a_phase_may_start_at_a_date(capsys, plain):
    document = as_json(capsys, plain, "--type", "run", "--x", "month", "--y", "value", "--split", "2024-01")
    assert [p["first"] for p in document["phases"]] == [1, 13]


def test_numbers_have_full_precision_and_a_run_chart_has_null_limits(capsys, plain):
    point = as_json(capsys, plain, "--type", "run", "--x", "month", "--y", "value")["points"][0]
    assert (point["y"], point["lower"], point["upper"], point["n"]) == (82.0, None, None, None)


def test_the_probability_is_that_of_the_run_chart(capsys, plain):
    phase = as_json(capsys, plain, "--type", "run", "--x", "month", "--y", "value")["phases"][0]
    assert phase["p_value"] == run_chart(VALUES).current.p_value


def test_the_text_is_the_sentence_of_the_dashboard(capsys, plain):
    said = run(capsys, plain, "--type", "run", "--x", "month", "--y", "value", "--lang", "da")
    facts = analyse_series(VALUES, title="", starts=None).facts
    assert verdict_text(facts, "da").card.split(":")[0] in said


def test_the_text_comes_in_english(capsys, plain):
    assert "Non-random variation" in run(capsys, plain, "--x", "month", "--y", "value", "--type", "run", "--lang", "en")


def test_a_target_and_a_wanted_direction_are_said(capsys, plain):
    options = ["--x", "month", "--y", "value", "--type", "run", "--freeze", "12", "--target", "88", "--direction", "up"]
    assert "målet" in run(capsys, plain, *options)


def test_semicolons_decimal_commas_and_danish_letters_are_read(capsys, danish):
    document = as_json(capsys, danish, "--type", "u", "--x", "måned", "--y", "antal", "--n", "nævner", "--by", "hold")
    first = document["points"][1]
    assert (first["series"], first["x"], first["y"]) == ("hold 0", "2025-01-02", 1.5 / 21)


def test_rows_with_the_same_x_are_one_point(capsys, danish):
    document = as_json(capsys, danish, "--type", "u", "--x", "måned", "--y", "antal", "--n", "nævner")
    assert len(document["points"]) == 9


def test_csv_has_one_row_per_point(capsys, plain):
    rows = csv.DictReader(
        io.StringIO(run(capsys, plain, "--x", "month", "--y", "value", "--type", "i", "--format", "csv"))
    )
    assert [row["i"] for row in rows] == [str(i) for i in range(1, 25)]


def test_without_a_type_the_fitting_chart_is_drawn_and_the_reason_told(capsys, plain):
    document = as_json(capsys, plain, "--x", "month", "--y", "value")
    assert document["chart"] == "i"
    assert "måling" in document["warnings"][0]


def test_a_month_without_a_row_is_told(capsys, tmp_path):
    path = tmp_path / "gap.csv"
    path.write_text(
        "month,value\n" + "".join(f"{m},{v}\n" for m, v in zip(MONTHS, VALUES, strict=True) if m != "2023-05")
    )
    warnings = as_json(capsys, str(path), "--type", "run", "--x", "month", "--y", "value")["warnings"]
    assert warnings[0].startswith("no row for 2023-05")


def test_screening_can_be_switched_off(capsys, plain):
    options = [plain, "--type", "i", "--x", "month", "--y", "value", "--freeze", "14"]
    screened, whole = as_json(capsys, *options), as_json(capsys, *options, "--no-screen")
    assert screened["points"][0]["upper"] <= whole["points"][0]["upper"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--y", "nothing"], "needs a column 'nothing', it has month, value"),
        (["--y", "month"], "needs numbers in column 'month', line 2 has text"),
        (["--y", "value", "--split", "30"], "split needs points from 2 to 24, got 30"),
        (["--y", "value", "--exclude", "0"], "exclude needs points from 1 to 24, got 0"),
        (["--y", "value", "--freeze", "0"], "freeze needs at least 1 point"),
        (["--y", "value", "--type", "p"], "p chart needs denominators"),
    ],
)
def test_what_cannot_be_done_ends_with_code_2_and_one_sentence(capsys, plain, arguments, sentence):
    code = main(["chart", plain, "--x", "month", *arguments])
    said = capsys.readouterr().err
    assert code == 2
    assert sentence in said
    assert said.count("\n") == 1


def test_a_wrong_option_ends_with_code_2_and_one_sentence(capsys, plain):
    with pytest.raises(SystemExit) as ended:
        main(["chart", plain, "--x", "month", "--y", "value", "--type", "np"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_not_there_ends_with_code_2(capsys, tmp_path):
    assert main(["chart", str(tmp_path / "none.csv"), "--x", "a", "--y", "b"]) == 2
    assert "none.csv cannot be opened" in capsys.readouterr().err


def test_an_error_never_repeats_what_stands_in_a_cell(capsys, tmp_path):
    path = tmp_path / "secret.csv"
    path.write_text("x,y\n1,Karen Hansen\n")
    main(["chart", str(path), "--x", "x", "--y", "y"])
    assert "Hansen" not in capsys.readouterr().err
