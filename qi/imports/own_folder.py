"""The data folder the server was started with: whether it may be published to, its versions, its saved mappings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from qi.imports.history import receipts
from qi.imports.mapping import read_mapping
from qi.imports.refused import ImportRefusedError
from qi.sources import versions
from qi.sources.folder import DESCRIPTION, read_description

EXAMPLES = Path(str(files("qi.imports") / "examples"))
_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})


class Place(StrEnum):
    """What a data folder is to an import."""

    NEW = "new"  # nothing is published yet: the first import makes version 1
    OWN = "own"  # versions of one's own
    FIXED = "fixed"  # tables without versions, such as the sample: never written to


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One kept version; ``imports`` are the files that made it what it is beyond the version before."""

    number: int
    is_current: bool
    as_of: date
    extracted_at: datetime
    rows_in: int
    rows_set_aside: int
    mappings: tuple[str, ...]


def place_of(folder: Path) -> Place:
    """Return what the folder is."""
    if versions.is_unfilled(folder):
        return Place.NEW
    return Place.OWN if (folder / versions.POINTER).is_file() else Place.FIXED


def kept_versions(folder: Path) -> tuple[Version, ...]:
    """Return the versions of a folder, the newest first; none for a folder without versions."""
    current = versions.current(folder)
    return tuple(_version(folder, number, is_current=number == current) for number in versions.versions(folder)[::-1])


def go_back(folder: Path) -> int:
    """Make the version before the current one current again; return its number. Raises DatasetError without one."""
    return versions.rollback(folder)


def saved_mappings(folder: Path) -> tuple[Path, ...]:
    """Return the mappings saved beside the versions, by name; a file that is no mapping is left out."""
    return tuple(path for path in sorted((folder / versions.MAPPINGS).glob("*.toml")) if _is_mapping(path))


def example_mappings() -> tuple[Path, ...]:
    """Return the mappings that are shipped as examples: their columns are invented."""
    return tuple(sorted(EXAMPLES.glob("*.toml")))


def file_name(title: str) -> str:
    """Return the file name of a mapping: small letters and hyphens, Danish letters spelled out."""
    return (re.sub(r"[^a-z0-9]+", "-", title.lower().translate(_SPELLED)).strip("-") or "kobling") + ".toml"


def save_mapping(folder: Path, title: str, text: str) -> Path:
    """Save a mapping beside the versions, in place of one with the same name, and return its path.

    Raises ImportRefusedError for a folder that is not one's own.
    """
    if place_of(folder) is Place.FIXED:
        raise ImportRefusedError("plain_folder")
    path = folder / versions.MAPPINGS / file_name(title)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".toml.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
    return path


def _version(folder: Path, number: int, *, is_current: bool) -> Version:
    path = folder / versions.VERSIONS / str(number)
    described = read_description(path / DESCRIPTION)
    made_it = [one for one in receipts(path) if one.version == number]
    return Version(
        number=number,
        is_current=is_current,
        as_of=described.as_of,
        extracted_at=described.extracted_at,
        rows_in=sum(one.rows_in for one in made_it),
        rows_set_aside=sum(one.rows_set_aside for one in made_it),
        mappings=tuple(one.mapping for one in made_it),
    )


def _is_mapping(path: Path) -> bool:
    try:
        read_mapping(path)
    except ImportRefusedError:
        return False
    return True
