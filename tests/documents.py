"""The documents and what stands in their fences: for the tests that do what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[1]
DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
}
FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its language, none for commands that were not named so, and its text without the indent."""

    language: str
    text: str


def fences(document: str) -> list[Fence]:
    """Return the fenced blocks of a document of the repository, in order."""
    return [Fence(found["language"], dedent(found["text"])) for found in FENCE.finditer(DOCUMENTS[document])]


def commands(document: str) -> list[str]:
    """Return the commands of a document, one per line of its ``sh`` blocks; continued lines are joined."""
    text = "\n".join(fence.text for fence in fences(document) if fence.language in ("sh", "bash", ""))
    lines = text.replace("\\\n", " ").splitlines()
    return [command for line in lines if (command := re.sub(r"(^|\s)#.*$", "", line).strip())]
