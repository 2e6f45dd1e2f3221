"""*Add an indicator in ten minutes*, done word by word to a copy of the tree: counted, named, documented and drawn."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from textwrap import indent

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tests.documents import DOCUMENTS, FENCE, ROOT

SECTION = re.search(r"## Add an indicator in ten minutes\n(.*?)\n## ", DOCUMENTS["CONTRIBUTING.md"], re.DOTALL)[1]
BLOCKS = {found["language"]: found["text"] for found in FENCE.finditer(SECTION)}
WRITTEN = ("qi", "docs")
READ = ("dashboard", "data", "scripts", "static", "tests", "pyproject.toml", "streamlit_app.py", ".venv")
SEE = """
import json
from dashboard.definitions import definition
from dashboard.figures.card import large_card
from qi.analysis import analyse
from qi.indicator import Page
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.sources import open_dataset
new = analyse(open_dataset("data/sample"), "R08", Selection())
print(json.dumps({
    "on_the_page": [key for key, one in INDICATORS.items() if one.page is Page.REFERRALS],
    "first": [str(new.table.starts[0]), int(new.table.numerator[0]), int(new.table.n[0])],
    "da": large_card(new, href="#"), "en": large_card(new, href="#", lang="en"),
    "definition": {lang: dict(definition(new.indicator, lang)) for lang in ("da", "en")},
}))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of what the section changes, its compiled modules too, beside the rest as it is."""
    copy = tmp_path_factory.mktemp("tree")
    for name in WRITTEN:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.png"))
    for name in READ:
        (copy / name).symlink_to(ROOT / name)
    add_the_record(copy / re.search(r"`(qi/indicators/\w+\.py)`", SECTION)[1])
    return copy


def add_the_record(file):
    before = file.read_text(encoding="utf-8")
    assert before.endswith("    ),\n)\n"), "FAMILY is what the file ends with"
    record = indent(f"{BLOCKS['py'].rstrip()},\n", " " * 4)
    file.write_text(before.removesuffix(")\n") + record + ")\n", encoding="utf-8")


def call(tree, *command):
    ended = subprocess.run(
        [sys.executable, *command],
        cwd=tree,
        env={"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def seen(tree):
    return json.loads(call(tree, "-c", SEE))


def test_the_commands_of_the_section_pass_and_write_it_into_the_reference(tree):
    for command in BLOCKS["sh"].strip().splitlines():
        python, *arguments = shlex.split(command)
        assert python == ".venv/bin/python"
        call(tree, *arguments)
    page = (tree / "docs" / "reference" / "indicators.md").read_text(encoding="utf-8")
    assert "### R08 Henvist fra almen praksis / Referred from general practice" in page


def test_it_is_counted_as_one_counts_by_hand(seen):
    courses = pq.read_table(ROOT / "data" / "sample" / "courses.parquet")
    first, numerator, n = seen["first"]
    month = courses.filter(pc.equal(pc.strftime(courses["received_on"], "%Y-%m"), first[:7]))
    assert n == month.num_rows
    assert numerator == pc.sum(pc.equal(month["source"], "A9")).as_py()


def test_it_has_a_card_with_chart_and_verdict_in_both_languages_and_a_definition(seen):
    assert "Henvist fra almen praksis" in seen["da"]
    assert "Referred from general practice" in seen["en"]
    assert all("<svg" in seen[lang] and "kt-c-verdict" in seen[lang] for lang in ("da", "en"))
    assert seen["definition"]["da"]["Tæller"].startswith("Henvendelser fra egen læge")
    assert seen["definition"]["en"]["Numerator"].startswith("Referrals from a general practitioner")


def test_the_page_it_names_shows_it_without_another_line(seen):
    assert "R08" in seen["on_the_page"]
