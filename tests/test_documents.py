"""Every command and every line of Python in the documents is run as it stands, or it says here where else it is."""

import itertools
import re
import shlex
import subprocess
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from qi import cli, store
from qi.sources import versions
from qi.wording.catalogue import FAMILIES, read_family
from scripts import example_sheet, guide_pictures
from tests import warehouse
from tests.documents import DOCUMENTS, ROOT, commands, fences
from tests.folders import ONE_COURSE, write_folder
from tests.qi.imports import corpus, survey

EXAMPLES = ROOT / "qi" / "imports" / "examples"
NUMBERS = ["month;value", *(f"2024-{month:02};{40 + month % 3}" for month in range(1, 13))]

ELSEWHERE = {
    r"make run.*|kvalitetstavle": "tests/browser/conftest.py starts it for every page; the folder: test_data.py",
    r"make (check|test|test-fast|test-browser|test-spark)( && make test)?": ".ci/run",
    r"make (dist|try-dist)": "tests/test_distribution.py, scripts/clean_install.py",
    r"pipx install dist/.*": "scripts/clean_install.py does what pipx does",
    r"make site": "tests/test_site.py",
    r"make (bench|lock|screenshots)": "too long; the parts are tried by whoever needs them",
    r"make (docs|sample)": "tests/test_reference_docs.py, tests/sample",
    r"git clone .*|cd kvalitetstavle": "there is no address to clone from here",
    r"scripts/prepare\.sh spark|\.venv-spark/bin/python .*": "tests/spark, run by make test-spark",
    r"cat > login_client_secret": "waits for somebody to type",
    r"KVALITETSTAVLE_DATA=.* python -m dashboard\.report .*": "tests/report/test_report.py; minutes on the sample",
    r"\.venv/bin/python -m (pytest -n 0 tests/qi/test_indicators\.py|scripts\.reference)": "tests/test_contributing.py",
    r"podman compose .*": "there is no engine for containers in a test",
}
"""Commands that are not run here (a pattern for the whole command), and where they are, or why they are not."""

STAND_INS = {
    "/data": "data/own",
    "/new-data": "data/new",
    "postgresql://…": "var",
    "postgresql://…/new": "new-state",
}
"""Places that only the reader has, and what takes their part."""
WAREHOUSE = "postgresql://reader@dw.example.dk/rehab"
STREAMLIT = ("fed", "Upload")
"""Words in bold that are not ours to name."""
SCRIPTS_WITHOUT_END = {"docs/vejledning/vaegskaerm.md"}
"""Holds the script of a wall screen, which runs for as long as the screen does: ``sh -n`` reads it."""


def is_elsewhere(command: str) -> bool:
    return any(re.fullmatch(pattern, command) for pattern in ELSEWHERE)


def to_run() -> dict[str, list[str]]:
    found = {
        document: [command for command in commands(document) if not is_elsewhere(command)]
        for document in DOCUMENTS
        if document not in SCRIPTS_WITHOUT_END
    }
    return {document: listed for document, listed in found.items() if listed}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder like the one the reader stands in: data that were published, exports, and what people wrote."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sample").symlink_to(ROOT / "data" / "sample")
    (tmp_path / "numbers.csv").write_text("\n".join(NUMBERS), encoding="utf-8")
    opened = store.open_store(tmp_path / "var")
    store.add_entry(opened, store.LogEntry(at=datetime(2026, 11, 23, 8, 30), who="u1", what="saw", about={"n": 1}))
    opened.dispose()
    return tmp_path


@pytest.fixture
def exports(place):
    """Exports of one place by the names they have in the documents, with the shipped mappings."""
    corpus.course_file(place / "forloeb.csv", survey.courses(8))
    answers = [corpus.SURVEY_HEADER, *([f"F{number}", *row[1:]] for number, row in enumerate(corpus.survey_rows()[:8]))]
    (place / "svar.xlsx").write_bytes(corpus.workbook(answers))
    survey.write_files(place, survey.respondents(8)[0], delimiter="\t", encoding="utf-16")
    for name, example in (("forloeb", "courses"), ("svar", "survey"), ("surveyxact", "surveyxact")):
        (place / f"{name}.toml").write_bytes((EXAMPLES / f"{example}.toml").read_bytes())


@pytest.fixture
def published(place):
    with versions.locked(place / "data" / "own"):
        versions.publish(place / "data" / "own", lambda new: write_folder(new, ONE_COURSE) and None)


@pytest.fixture
def loaded(place, postgres_address):
    """The address of a warehouse that holds one course."""
    warehouse.load(postgres_address, write_folder(place / "loaded", ONE_COURSE))
    return postgres_address


def is_ours(command: str) -> bool:
    return command.startswith(("qi ", ".venv/bin/python -m "))


def run_ours(command: str, stand_ins: dict[str, str]) -> int:
    """Call what the command calls, in this process: that is quicker than a process each."""
    match [stand_ins.get(word, word) for word in shlex.split(command)]:
        case ["qi", *arguments] | [".venv/bin/python", "-m", "qi", *arguments]:
            return cli.main(arguments)
        case [".venv/bin/python", "-m", "scripts.example_sheet", path]:
            example_sheet.write(Path(path))
            return 0
    raise AssertionError(f"add to run_ours how to call {command}")


@pytest.mark.parametrize("document", to_run())
def test_every_command_of_a_document_does_what_it_says(document, place, request):
    stand_ins = dict(STAND_INS)
    listed = "\n".join(to_run()[document])
    if "forloeb.csv" in listed:
        request.getfixturevalue("exports")
    if "--data /data" in listed:
        request.getfixturevalue("published")
    if WAREHOUSE in listed:
        stand_ins[WAREHOUSE] = request.getfixturevalue("loaded")
    for ours, group in itertools.groupby(to_run()[document], key=is_ours):
        if ours:
            assert [command for command in group if run_ours(command, stand_ins) != 0] == []
        else:
            assert subprocess.run(["bash", "-ec", "\n".join(group)]).returncode == 0


def test_every_pattern_for_what_is_run_elsewhere_still_meets_a_command():
    written = set(itertools.chain.from_iterable(map(commands, DOCUMENTS)))
    met = {pattern for pattern in ELSEWHERE for command in written if re.fullmatch(pattern, command)}
    told = "\n".join(DOCUMENTS.values())
    assert {pattern for pattern in set(ELSEWHERE) - met if pattern.split(" ")[0] not in told} == set()


def test_a_new_command_is_neither_run_nor_excused_without_somebody_deciding():
    assert not is_elsewhere("make everything")
    assert not is_elsewhere("qi invent")


def test_every_make_target_in_the_documents_is_one():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    pattern = re.compile(r"(?:`|^ *|&& )make ([a-z]+(?:-[a-z]+)*)", re.MULTILINE)
    named = set(itertools.chain.from_iterable(map(pattern.findall, DOCUMENTS.values())))
    assert named - targets == set()
    assert "run" in named


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if any(f.language == "python" for f in fences(name))])
def test_the_python_of_a_document_runs_from_top_to_bottom(document, place, capsys):
    names: dict[str, object] = {}
    for fence in fences(document):
        if fence.language == "python":
            exec(compile(fence.text, document, "exec"), names)  # noqa: S102 - our own documents


@pytest.mark.parametrize("document", sorted(SCRIPTS_WITHOUT_END))
def test_a_script_that_runs_for_ever_can_be_read_by_the_shell(document):
    for fence in fences(document):
        if fence.language == "sh":
            assert subprocess.run(["sh", "-n"], input=fence.text, text=True).returncode == 0


def test_a_fence_names_a_language_that_this_test_knows():
    known = {"sh", "bash", "", "python", "py", "toml", "ini", "text"}
    assert {fence.language for document in DOCUMENTS for fence in fences(document)} <= known


GUIDES = ("teamleder", "medarbejder", "analytiker", "egne-data")


def words(text: str) -> str:
    return " ".join(text.split())


@cache
def danish_texts() -> tuple[str, ...]:
    return tuple(words(danish) for family in FAMILIES for danish, _ in read_family(family).values())


@cache
def filled_in() -> re.Pattern[str]:
    """What matches a text whose places are filled in; one of hardly more than places would match anything."""
    long = [text for text in danish_texts() if len(re.sub(r"{\w+}|\W", "", text)) > 12]
    return re.compile("|".join(re.sub(r"\\{\w+\\}", ".+", re.escape(text)) for text in long))


def is_on_screen(label: str) -> bool:
    """Whether a Danish text of the screen begins so, or is so once its places are filled in."""
    begins_so = any(text.startswith(label) for text in (*danish_texts(), *STREAMLIT))
    return begins_so or bool(filled_in().fullmatch(label))


@pytest.mark.parametrize("guide", GUIDES)
def test_what_a_guide_says_is_on_the_screen_is_a_danish_text_of_the_screen(guide):
    document = DOCUMENTS[f"docs/vejledning/{guide}.md"]
    named = [words(label) for label in re.findall(r"\*\*(.+?)\*\*", document, re.DOTALL)]
    labels = [label for label in named if not label.endswith(".")]  # a sentence in bold only begins a point of a list
    assert len(labels) > 5
    assert [label for label in labels if not is_on_screen(label.rstrip("?"))] == []


def test_a_label_that_is_nowhere_on_the_screen_is_noticed():
    assert not is_on_screen("Slet alle borgere")


def test_every_picture_of_the_guide_is_shown_in_it():
    drawn = {path.name for path in guide_pictures.FOLDER.glob("*.png")}
    shown = {name for text in DOCUMENTS.values() for name in re.findall(r"\(billeder/([\w-]+\.png)\)", text)}
    assert drawn == shown
