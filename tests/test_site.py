"""The documents as a web site: every page in its place, no dead link, and nothing fetched from elsewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import docs_site
from tests.documents import ROOT

FETCHED = re.compile(r"""<(?:script|img|link|iframe|source)\b[^>]*?\b(?:src|href)=["']?(?:https?:)?//""")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built as ``make site`` does: strictly, so that a page outside the menu and a dead link are errors."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    return folder


def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def test_every_document_has_a_page_those_outside_docs_too(site):
    documents = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")]
    wanted = {path.with_suffix(".html").as_posix().replace("README", "index") for path in documents}
    wanted |= {place.replace(".md", ".html") for place in docs_site.BEYOND.values()}
    assert wanted <= set(pages(site))


def test_no_page_fetches_anything_from_elsewhere(site):
    assert {name for name, page in pages(site).items() if FETCHED.search(page)} == set()
    assert "InterVariable.woff2" in (site / "assets" / "site.css").read_text(encoding="utf-8")
    assert (site / "assets" / "InterVariable.woff2").read_bytes() == (ROOT / docs_site.TYPEFACE).read_bytes()


def test_a_list_right_under_a_line_is_a_list_and_a_block_in_it_belongs_to_it(site):
    house = pages(site)["how-to/run-it-for-a-municipality.html"]
    assert re.search(r"<li>\s*<p>Write <code>deploy/kvalitetstavle.toml</code>:</p>\s*<div class=\"highlight", house)


def test_a_page_says_its_language(site):
    assert '<html lang="da"' in pages(site)["vejledning/teamleder.html"]
    assert '<html lang="en"' in pages(site)["explanation/the-verdict.html"]


def test_lists_are_spaced_and_code_is_left_alone():
    written = [
        "To do:",
        "- one",
        "  more",
        "",
        "1. first",
        "",
        "   ```toml",
        "   - a = 1",
        "   ```",
        "```",
        "- code",
        "```",
    ]
    assert list(docs_site.spaced(written)) == [
        *("To do:", "", "- one", "    more", "", "1. first", "", "    ```toml", "    - a = 1", "    ```"),
        *("```", "- code", "```"),
    ]
