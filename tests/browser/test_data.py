"""From a sheet with odd headers and an empty folder to a run chart with its verdict; and what goes wrong on the way."""

import json
import re
import urllib.request

import pytest

from scripts import driver, example_sheet, own_sheet_walk
from tests.qi.imports import corpus, survey

CPR_LIKE = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)")


@pytest.fixture
def own_server(tmp_path, monkeypatch):
    """A server on a folder that is not there yet, with a key file of its own."""
    monkeypatch.setenv("KVALITETSTAVLE_PSEUDONYM_KEY", str(tmp_path / "key" / "pseudonym.key"))
    monkeypatch.setenv("KVALITETSTAVLE_STATE", str(tmp_path / "state"))
    with driver.dashboard(tmp_path / "own") as running:
        yield running


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    return example_sheet.write(tmp_path_factory.mktemp("sheet") / "Udtræk forløb.xlsx").read_bytes()


def give(tab, name, content):
    own_sheet_walk.give(tab.page, name, content)
    return tab.wait()


def pick(tab, label, option):
    own_sheet_walk.pick(tab.page, label, option)
    tab.assert_calm()


def press(tab, name):
    own_sheet_walk.press(tab.page, name)
    tab.assert_calm()


def text_of(tab):
    return tab.page.locator("[data-testid=stMain]").inner_text().replace("\u00a0", " ")


def finish(tab):
    """Answer the two questions the sheet leaves open, try it and publish it."""
    pick(tab, "Kommune: det samme for alle rækker", "Odense")
    pick(tab, "Henvist fra: »Amb. Vest«", "Sygehus, medicinsk")
    press(tab, "Prøv uden at gemme")
    press(tab, "Udgiv")


def stored(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


TOLD = {
    "1-new-folder": "Her er ingen tal endnu.",
    "2-proposals": "Endnu mangler: Kommune.",
    "3-answered": "Prøv uden at gemme",
    "4-tried": "206 af 208 rækker kan indlæses. 2 bliver lagt til side.",
    "5-published": "Version 1 er udgivet.",
    "6-overview": "Behovsvurdering inden 10 hverdage",
    "7-run-chart": "Tegn på skift i ønsket retning",
}
"""What each stop of the tutorial must say."""


def test_a_new_user_walks_from_a_sheet_to_a_run_chart_with_its_verdict(own_server, tmp_path, sheet, visit):
    tab = visit(own_server)
    seen = []
    for stop in own_sheet_walk.walk(tab.page, own_server.url, sheet):
        tab.assert_calm()
        assert TOLD[stop.name] in text_of(tab)
        assert (tmp_path / "own" / "CURRENT").exists() == (stop.name >= "5")
        seen.append(stop.name)
    assert seen == list(TOLD)
    assert tab.page.locator("h1").inner_text() == "Tegn på skift i ønsket retning"


def test_the_tutorials_show_the_pictures_of_this_walk():
    for page in ("docs/tutorials/from-a-sheet-to-a-run-chart.md", "docs/vejledning/egne-data.md"):
        text = (driver.ROOT / page).read_text(encoding="utf-8")
        assert re.findall(r"from-a-sheet/([\w-]+)\.png", text) == list(TOLD)


def test_no_personal_number_and_no_name_reaches_the_page_the_folder_or_the_log(own_server, tmp_path, sheet, visit):
    tab = visit(own_server)
    tab.open("/data")
    give(tab, "a.xlsx", sheet)
    read, sent = [text_of(tab)], [tab.page.content()]
    pick(tab, "Kommune: det samme for alle rækker", "Odense")
    press(tab, "Prøv uden at gemme")
    read.append(text_of(tab))
    sent.append(tab.page.content())
    press(tab, "Udgiv")
    read += [text_of(tab), tab.server.log()]
    sent += [tab.page.content(), *(content.decode("latin-1") for content in stored(tmp_path / "own").values())]
    assert not any(CPR_LIKE.search(text) for text in read)
    # The whole of a page or a file holds ten digits by chance, so there it is asked for the numbers of this sheet.
    numbers = [str(row[1]) for row in example_sheet.rows()]
    personal = re.compile("|".join([*numbers, *(number.replace("-", "") for number in numbers)]))
    for text in (*read, *sent):
        assert not personal.search(text)
        assert not re.search(r"Borger [A-H]\b|Ringer selv", text)


def test_a_mapping_that_was_saved_is_used_again_and_the_same_file_changes_nothing(own_server, tmp_path, sheet, visit):
    tab = visit(own_server)
    tab.open("/data")
    give(tab, "Udtræk forløb.xlsx", sheet)
    finish(tab)
    assert (tmp_path / "own" / "mappings" / "udtraek-forloeb.toml").is_file()

    give(tab, "november.xlsx", sheet)
    pick(tab, "Kobling", "Udtræk forløb")
    assert "Endnu mangler" not in text_of(tab)
    press(tab, "Prøv uden at gemme")
    assert "Alt i filen er indlæst i forvejen." in text_of(tab)


def exports(folder):
    """Five files of three kinds: a survey in its three parts, courses below a title, and needs."""
    files = survey.write_files(folder, survey.respondents(60)[0], delimiter="\t", encoding="utf-16")
    courses = corpus.delimited(corpus.COURSE_HEADER, survey.courses(60))
    needs = [(f"F{n}", f"2025-02-0{1 + n % 9}", "ja" if n % 3 else "nej") for n in range(60)]
    return {
        **{file.name: file.read_bytes() for file in files},
        "forløb.csv": f"Udtræk fra journalsystem\nDato: 22-11-2026\n\n{courses}".encode(),
        "behov.csv": corpus.delimited(("Forløbsnr", "Behovsvurdering", "Træthed"), needs, delimiter=";").encode(),
    }


def test_all_files_of_a_month_become_one_version_and_are_recognised_the_next_month(own_server, tmp_path, visit):
    made = exports(tmp_path)
    tab = visit(own_server)
    tab.open("/data")
    own_sheet_walk.give_all(tab.page, made)
    tab.wait()
    said = text_of(tab)
    assert "dataset.csv, structure.csv, labels.csv" in said
    assert "navnene er taget fra række 4" in said
    press(tab, "Prøv uden at gemme")
    said = text_of(tab)
    assert said.count("Alle 60 rækker kan indlæses") == 3
    _, truth = survey.respondents(60)
    assert f"Sendt: {truth.n_sent}. Besvaret: {truth.n_answered}." in said
    press(tab, "Udgiv")
    assert "Version 1 er udgivet." in text_of(tab)
    assert sorted(path.stem for path in (tmp_path / "own" / "mappings").iterdir()) == ["behov", "dataset", "forloeb"]

    own_sheet_walk.give_all(tab.page, made)
    tab.wait()
    assert text_of(tab).count("Genkendt: koblingen") == 3
    press(tab, "Prøv uden at gemme")
    assert text_of(tab).count("Alt i filen er indlæst i forvejen.") == 3
    assert "Rækker lagt til side, import for import" in text_of(tab)


def test_one_can_go_back_to_the_version_before(own_server, sheet, visit):
    tab = visit(own_server)
    tab.open("/data")
    give(tab, "a.xlsx", sheet)
    finish(tab)
    lines = [",".join(example_sheet.HEADER), *(",".join(row) for row in example_sheet.as_text(2))]
    changed = "\n".join(lines).replace("snarest", "15/1-2024")
    give(tab, "b.csv", changed.encode())  # its columns are known by now
    press(tab, "Prøv uden at gemme")
    press(tab, "Udgiv")
    assert "Appen viser version 2" in text_of(tab)

    tab.page.get_by_text("Versioner").click()
    press(tab, "Gå tilbage til version 1")
    press(tab, "Ja, gå tilbage")
    assert "Appen viser version 1" in text_of(tab)
    with urllib.request.urlopen(f"{own_server.url}/api/health", timeout=10) as answer:
        assert json.load(answer)["status"] == "ok"


HOSTILE = {
    "empty.csv": b"",
    "bytes.csv": b"\x00\x01\x02\xff" * 300,
    "broken.xlsx": b"PK\x03\x04 no workbook",
    "broken.parquet": b"PAR1" + b"\x00" * 50,
    "one-column.csv": b"x\n1\n2\n",
    "markup.csv": b"<img src=x onerror=document.title='hit'>;b\n<script>document.title='hit'</script>;1-2-2025\n",
    "quote.csv": b'a;b\n"1;2\n3;4\n',
}


def test_a_file_that_cannot_be_used_is_answered_with_a_sentence_and_changes_nothing(own_server, tmp_path, visit):
    tab = visit(own_server)
    tab.open("/data")
    for name, content in HOSTILE.items():
        give(tab, name, content)
        assert tab.page.locator(".kt-notice[role=status]").first.is_visible(), name
        tab.page.get_by_role("button", name=f"Fjern {name}").click()
        tab.wait()
    assert tab.page.title() != "hit"
    assert not (tmp_path / "own").exists()


def test_the_sample_can_be_tried_and_never_written_to(server, visit, sheet):
    before = stored(driver.SAMPLE)
    tab = visit(server)
    tab.open("/data")
    assert "make run DATA=mine-data" in text_of(tab)
    give(tab, "a.xlsx", sheet)
    pick(tab, "Kommune: det samme for alle rækker", "Odense")
    press(tab, "Prøv uden at gemme")
    assert "206 af 208" not in text_of(tab)  # Amb. Vest is not answered: its rows are set aside too
    assert "rækker kan indlæses" in text_of(tab)
    assert tab.page.get_by_role("button", name="Udgiv", exact=True).count() == 0
    assert stored(driver.SAMPLE) == before
