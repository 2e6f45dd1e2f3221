"""How easy the Danish texts are to read: LIX, words per sentence plus the percentage of words over six letters.

C.-H. Björnsson's index; 35 is light, 45 middling, 55 heavy. What people read on a screen, and their guide, keeps to 40.
"""

from __future__ import annotations

import re
from pathlib import Path

from qi.wording.catalogue import FAMILIES, read_family

GUIDE = Path(__file__).parents[1] / "docs" / "vejledning"
HARDEST = 40
"""No family of sentences and no page of the guide is harder than this."""

TO_FILL = re.compile(r"{\w+}")
A_SENTENCE = re.compile(r"[.?]$")


def lix(texts: list[str]) -> float:
    """Return the readability of Danish texts.

    A sentence ends at . ! ? before a space and a capital or number, and at the end of a text; a number is a word.
    """
    words = [word for text in texts for word in re.findall(r"[\w%/-]+(?:[.,]\d+)*", text)]
    n_sentences = sum(len(re.split(r"(?<=[.!?]) +(?=[A-ZÆØÅ\d])", text)) for text in texts)
    n_long = sum(len(re.sub(r"\W", "", word)) > 6 for word in words)
    return len(words) / n_sentences + 100 * n_long / len(words)


def sentences_of(family: str) -> list[str]:
    """Return the Danish sentences of a family, a number in each place to fill in; labels are left out."""
    filled = (TO_FILL.sub("12", danish) for danish, _ in read_family(family).values())
    return [text for text in filled if A_SENTENCE.search(text)]


def families() -> dict[str, tuple[int, float]]:
    """Return the number of sentences and their LIX by family; a family of labels alone is left out."""
    read = {family: sentences_of(family) for family in FAMILIES}
    return {family: (len(texts), lix(texts)) for family, texts in read.items() if texts}


def guide() -> dict[str, float]:
    """Return the LIX of each page of the Danish user guide by file name."""
    return {path.name: lix(spoken(path.read_text(encoding="utf-8"))) for path in sorted(GUIDE.glob("*.md"))}


def spoken(markdown: str) -> list[str]:
    """Return the paragraphs, points and headings of a page as they are read aloud; code and pictures are left out."""
    text = re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)
    text = re.sub(r"!\[.*?\]\(.*?\)", "", text)
    text = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", text).replace("**", "").replace("`", "")
    parts = re.split(r"\n\s*\n|\n(?=\s*(?:[-*|#>]|\d+\.) ?)", text)
    read = (" ".join(re.sub(r"^\s*(?:[-*#|>]+|\d+\.)\s*", "", part).replace("|", " ").split()) for part in parts)
    return [part for part in read if re.search(r"\w{2}", part)]


def page(generated: str) -> str:
    lines = [f"| {family} | {n} | {value:.0f} |" for family, (n, value) in families().items()]
    pages = [f"| {name} | {value:.0f} |" for name, value in guide().items()]
    return f"""# How easy the Danish texts are

{generated}

LIX is the number of words per sentence plus the percentage of words over six letters: 35 is light, 45 middling, 55
heavy. A test refuses a family of sentences or a page of the guide above {HARDEST}.

| texts on screen, wall and paper | sentences | LIX |
|---|---:|---:|
{chr(10).join(lines)}

| page of the Danish guide | LIX |
|---|---:|
{chr(10).join(pages)}
"""
