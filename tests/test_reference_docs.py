"""The generated reference pages say what the code says, and every link in the documents leads somewhere."""

import re
from pathlib import Path

import pytest

from scripts import architecture_picture, pictures, reference

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])


@pytest.mark.parametrize("name", reference.PAGES)
def test_a_reference_page_is_as_fresh_as_the_code(name):
    assert (reference.FOLDER / name).read_text(encoding="utf-8") == reference.PAGES[name](reference.GENERATED)


@pytest.mark.parametrize("name", ["explanation/architecture.svg", "tutorials/in-a-notebook/three-lines.svg"])
def test_a_drawing_is_as_fresh_as_the_code(name):
    assert (pictures.DOCS / name).read_text(encoding="utf-8") == pictures.pictures()[name]


def test_the_rooms_of_the_house_never_import_each_other_in_a_circle():
    with pytest.raises(ValueError, match="circle"):
        architecture_picture.depths({"a": frozenset("b"), "b": frozenset("a")})
    assert architecture_picture.depths(architecture_picture.rooms_graph())["charts"] > 0


def test_an_arrow_that_follows_from_others_is_left_out():
    graph = {"a": frozenset("bc"), "b": frozenset("c"), "c": frozenset()}
    assert architecture_picture.direct(graph) == [("a", "b"), ("b", "c")]


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
