"""The texts: every sentence and label by key, from the gettext catalogues in ``locale``.

Danish is the language of the source (``msgid``), English its translation (``msgstr``), the key their context
(``msgctxt``): both stand side by side, and any editor of gettext catalogues opens them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from qi.disclosure import K_MIN
from qi.formats import LANGUAGES, bind, number

FAMILIES = (
    "verdict",
    "states",
    "sentences",
    "help",
    "interface",
    "method",
    "wall",
    "codes",
    "imports",
    "access",
    "paper",
    "board",
    "outside",
    "compare",
    "outcomes",
    "improvement",
    "data",
    "exports",
    "explain",
    "faults",
    "shell",
    "takeaway",
)
"""The files, one family of texts each; ``nouns`` stands beside them."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages, and the names that must be filled in."""

    da: str
    en: str
    placeholders: frozenset[str]


@cache
def catalogue() -> Mapping[str, Text]:
    """Return all texts by key. Raises ValueError where two files use one key."""
    texts: dict[str, Text] = {}
    for family in FAMILIES:
        for key, (danish, english) in read_family(family).items():
            if key in texts:
                raise ValueError(f"text {key!r} in {family}.po exists already: a key is used once")
            texts[key] = Text(bind(danish), bind(english), placeholders(danish))
    return texts


def read_family(name: str) -> dict[str, tuple[str, str]]:
    """Return the texts of one file by key: Danish and English."""
    return {key: (danish, english) for key, danish, english in _messages(name)}


def read_plurals(name: str) -> dict[str, tuple[tuple[str, str], tuple[str, str]]]:
    """Return the nouns of one file by key: singular and plural in Danish, then in English."""
    return {key: (danish, english) for key, danish, english in _messages(name)}


def _messages(name: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield key, Danish and English of a file: text, or singular and plural."""
    with files(__package__).joinpath("locale", "en", "LC_MESSAGES", f"{name}.po").open("rb") as content:
        read: Catalog = read_po(content, abort_invalid=True)
    for message in read:
        if message.id:
            yield str(message.context), message.id, message.string


def placeholders(template: str) -> frozenset[str]:
    """Return the names in braces in ``template``."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def sentence(key: str, /, lang: str = "da", **values: str | int) -> str:
    """Return the text ``key`` in ``lang`` with its values filled in.

    ``k_min``, the smallest group that is shown, is ``qi.disclosure.K_MIN`` unless given. Whole numbers are written with
    their thousands; other numbers are formatted by the caller (``qi.formats``).
    Raises KeyError for an unknown key, ValueError for an unknown language and for values that are missing,
    left over or not yet text.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"texts exist in {' and '.join(LANGUAGES)}, got {lang!r}")
    text = catalogue()[key]
    if "k_min" in text.placeholders:
        values.setdefault("k_min", K_MIN)
    if text.placeholders != values.keys():
        raise ValueError(f"text {key!r} needs {sorted(text.placeholders)}, got {sorted(values)}")
    if loose := sorted(name for name, value in values.items() if isinstance(value, float)):
        raise ValueError(f"text {key!r} got unformatted numbers for {loose}: write them with qi.formats")
    written = {name: value if isinstance(value, str) else number(value, lang=lang) for name, value in values.items()}
    template = text.da if lang == "da" else text.en
    # An abbreviation that ends a sentence lends it its full stop.
    return template.format_map(written).replace("pp..", "pp.")


def fill(key: str, lang: str, values: Mapping[str, str | int]) -> str:
    """Return the text ``key`` filled from a larger set of values, of which it takes those it names."""
    return sentence(key, lang, **{name: values[name] for name in catalogue()[key].placeholders})
