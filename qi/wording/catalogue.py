"""The texts: every sentence and label by key, Danish and English side by side in the TOML files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

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
)
"""The files, one family of texts each."""


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
        for key, entry in read_table(family).items():
            if key in texts:
                raise ValueError(f"text {key!r} in {family}.toml exists already: a key is used once")
            texts[key] = Text(bind(entry["da"]), bind(entry["en"]), placeholders(entry["da"]))
    return texts


def read_table(name: str) -> dict[str, dict[str, str]]:
    """Read one TOML file of this package."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


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
