"""The generated reference pages say what the code says, and every link in the documents leads somewhere."""

import re
from pathlib import Path

import pytest

from scripts import reference

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])


@pytest.mark.parametrize(("name", "text"), reference.pages().items(), ids=list(reference.pages()))
def test_a_reference_page_is_as_fresh_as_the_code(name, text):
    assert (reference.FOLDER / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_to_one(document):
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (document.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"`([A-Za-z_.]+)`", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))))
)
def test_a_name_in_the_glossary_is_a_name_in_the_code(name):
    sources = [path for room in ("qi", "dashboard") for path in (ROOT / room).rglob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert re.search(rf"\b{re.escape(name.split('.')[-1])}\b", code)
