"""The addresses of the sheet: a page with no script but its own, a file, and one sentence where there is no board."""

from datetime import datetime

from dashboard.board import today
from qi import store, wording
from qi.improvement.team import Team
from tests.board.conftest import BY

AT = datetime(2026, 11, 24, 9, 0, tzinfo=today.DANISH_TIME)


def test_the_sheet_of_a_team_is_a_danish_page_that_forbids_every_script_but_its_own(site):
    answer = site.get("/tavle/print?team=nord")
    assert answer.status == 200
    assert '<html lang="da"' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    assert answer.headers["cache-control"] == "no-store"


def test_the_sheet_says_the_verdict_of_the_page(site):
    html = site.get("/tavle/print?team=nord").text
    board = today.printed("nord", at=AT, lang="da")
    assert len(board.charts) == 3
    assert [one.panel.headline for one in board.charts if one.panel.headline not in html] == []


def test_the_sheet_comes_in_english_when_the_link_asks_for_it(site):
    assert "Board meeting" in site.get("/tavle/print?team=nord&sprog=English").text


def test_the_file_is_a_pdf_with_the_day_in_its_name(site):
    answer = site.get("/tavle/print.pdf?team=nord")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-disposition"].startswith('attachment; filename="tavle-20')


def test_the_slides_are_a_presentation(site):
    answer = site.get("/tavle/slides.pptx?team=nord")
    assert answer.content.startswith(b"PK")
    assert answer.headers["content-disposition"].endswith('.pptx"')


def test_an_unknown_team_gets_one_sentence_and_no_numbers(site):
    for address in ("/tavle/print?team=<script>", "/tavle/print.pdf", "/tavle/slides.pptx?team=t%00"):
        answer = site.get(address)
        assert answer.status == 404
        assert wording.sentence("board.unknown_team") in answer.text
        assert "<svg" not in answer.text


def test_a_team_without_indicators_has_a_sheet_without_charts(site):
    store.add(site.kept, Team(name="Nyt team"), id="nyt", **BY)
    answer = site.get("/tavle/print?team=nyt")
    assert answer.status == 200
    assert "<article" not in answer.text


def test_a_store_that_cannot_be_read_is_one_sentence(site, tmp_path):
    site.kept.dispose()
    (tmp_path / "state.sqlite").write_bytes(b"no database" * 500)
    for rest in tmp_path.glob("state.sqlite-*"):
        rest.unlink()
    answer = site.get("/tavle/print?team=nord")
    assert answer.status == 503
    assert wording.sentence("board.trouble") in answer.text
