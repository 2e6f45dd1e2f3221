"""``qi audit`` and ``qi releases``: one line for each table, a sentence for bad input, an exit code for scripts."""

from datetime import datetime

from sqlalchemy import text

from qi import store
from qi.cli import main
from qi.indicators import INDICATORS
from qi.release import release
from tests.sample import SAMPLE, sample


def kept_release(folder):
    opened = store.open_store(folder)
    found = release(sample(), INDICATORS["R01"])
    store.keep_release(opened, found, after=None, at=datetime(2026, 11, 28, 9, 30))
    return opened


def test_audit_says_what_was_attacked_and_that_nothing_is_given_away(capsys, tmp_path):
    kept_release(tmp_path)
    assert main(["audit", str(SAMPLE), "--indicator", "R01", "--state", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "R01   passed: 1901 cells, 403 hidden, 333 attacked, at least 3 values left for each" in said
    assert "nothing is given away" in said


def test_audit_of_a_folder_that_is_not_there_is_a_sentence(capsys):
    assert main(["audit", "nowhere"]) == 2
    assert "nowhere is not a folder" in capsys.readouterr().err


def test_releases_lists_the_log(capsys, tmp_path):
    kept_release(tmp_path)
    assert main(["releases", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "2026-11-28 09:30 UTC  R01   data 2026-10-28" in said
    assert "403 of 1901 hidden" in said
    assert "1 releases; no line has been changed" in said


def test_releases_says_that_a_line_was_changed(capsys, tmp_path):
    with kept_release(tmp_path).begin() as connection:
        connection.execute(text("update release set given_away = 3"))
    assert main(["releases", str(tmp_path), "--indicator", "R04"]) == 1
    assert "line 1 was changed" in capsys.readouterr().out


def test_releases_of_a_store_that_is_not_there_is_a_sentence(capsys):
    assert main(["releases", "nowhere"]) == 2
    assert "nowhere is not a folder" in capsys.readouterr().err
