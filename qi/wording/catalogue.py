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
    "theirs",
    "takeaway",
    "quality",
)
"""The files, one family of texts each; ``nouns`` stands beside them."""


COUNTED = "counted: "
"""A comment in the catalogue that names the value which decides between singular and plural."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages, and the names that must be filled in.

    ``one``: how both languages say it of a single ``counted`` thing; None where number changes nothing.
    """

    da: str
    en: str
    placeholders: frozenset[str]
    one: tuple[str, str] | None = None
    counted: str = ""

    def template(self, lang: str, written: Mapping[str, str]) -> str:
        """Return the text to fill in, in the singular where the counted value is 1."""
        danish, english = self.one if self.one and written[self.counted] == "1" else (self.da, self.en)
        return danish if lang == "da" else english


@cache
def catalogue() -> Mapping[str, Text]:
    """Return all texts by key. Raises ValueError where two files use one key."""
    texts: dict[str, Text] = {}
    for family in FAMILIES:
        for key, danish, english, counted in _messages(family):
            if key in texts:
                raise ValueError(f"text {key!r} in {family}.po exists already: a key is used once")
            texts[key] = Text(
                bind(danish[-1]),
                bind(english[-1]),
                placeholders(danish[-1]),
                one=(bind(danish[0]), bind(english[0])) if counted else None,
                counted=counted,
            )
    return texts


def read_family(name: str) -> dict[str, tuple[str, str]]:
    """Return the texts of one file by key: Danish and English, in the plural where there are two forms."""
    return {key: (danish[-1], english[-1]) for key, danish, english, _ in _messages(name)}


def read_plurals(name: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the nouns of one file by key: singular and plural in Danish, then in English."""
    return {key: (danish, english) for key, danish, english, _ in _messages(name)}


def _messages(name: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    """Yield key, the forms in Danish and in English, and the name of the value that is counted, of each text."""
    with files(__package__).joinpath("locale", "en", "LC_MESSAGES", f"{name}.po").open("rb") as content:
        read: Catalog = read_po(content, abort_invalid=True)
    for message in read:
        if message.id:
            counted = (line.removeprefix(COUNTED) for line in message.auto_comments if line.startswith(COUNTED))
            yield str(message.context), _forms(message.id), _forms(message.string), next(counted, "")


def _forms(text: Any) -> tuple[str, ...]:
    """Return singular and plural, or the one form there is."""
    return (text,) if isinstance(text, str) else tuple(text)


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
    # An abbreviation that ends a sentence lends it its full stop.
    return text.template(lang, written).format_map(written).replace("pp..", "pp.")


def fill(key: str, lang: str, values: Mapping[str, str | int]) -> str:
    """Return the text ``key`` filled from a larger set of values, of which it takes those it names."""
    return sentence(key, lang, **{name: values[name] for name in catalogue()[key].placeholders})
