"""What the web site of the documentation takes from beyond ``docs``: MkDocs calls these functions.

The documents are written for whoever reads the repository. Those outside ``docs`` get a place on the site, and links
to them are led there; lists are given the blank line and the four spaces that MkDocs asks for and others do not. The
typeface is the copy that ships with the dashboard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
BEYOND = {
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "GLOSSARY.md": "GLOSSARY.md",
    "benchmarks/README.md": "benchmarks.md",
}
"""Documents of the repository by their path, and where they stand on the site."""
TYPEFACE = "static/fonts/InterVariable.woff2"
LINK = re.compile(r"(?<=\]\()(?!\w+://|#)([^)#\s]+)")
IN_DANISH = ("vejledning/", "papirer/")
ITEM = re.compile(r"(?:[-*]|\d+\.) +")
FENCE = "```"


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the documents and the typeface that lie outside ``docs``."""
    for path, place in (*BEYOND.items(), (TYPEFACE, "assets/InterVariable.woff2")):
        files.append(File.generated(config, place, abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, *, page: Page, **_: Any) -> str:
    """Lead links that leave ``docs``, or come from outside it, to where they stand on the site; space the lists."""
    place = page.file.src_uri
    written = next((path for path, on_site in BEYOND.items() if on_site == place), f"docs/{place}")
    led = LINK.sub(lambda link: _on_site(link[1], written=written, place=place), markdown)
    return "\n".join(spaced(led.split("\n")))


def on_post_page(output: str, *, page: Page, **_: Any) -> str:
    """Say that a Danish page is Danish: whoever has it read aloud hears the difference."""
    is_danish = page.file.src_uri.startswith(IN_DANISH)
    return output.replace('<html lang="en"', '<html lang="da"', 1) if is_danish else output


def _on_site(target: str, *, written: str, place: str) -> str:
    path = normpath((PurePosixPath(written).parent / target).as_posix())
    led_to = BEYOND.get(path) or (path.removeprefix("docs/") if path.startswith("docs/") else None)
    return relpath(led_to, PurePosixPath(place).parent.as_posix()) if led_to else target


def spaced(lines: list[str]) -> Iterator[str]:
    """Yield the lines with a blank one before each list, and four spaces before what belongs to an item."""
    indent, is_code, before = 0, False, ""
    for line in lines:
        if line.startswith(FENCE):
            is_code, indent = not is_code, 0
        item = None if is_code else ITEM.match(line)
        if item:
            if not indent and before.strip():
                yield ""
            indent = len(item[0])
        elif indent and line.startswith(" " * indent):
            line = " " * 4 + line[indent:]
        elif line.strip() and not line.startswith(" "):
            indent = 0
        yield line
        before = line
