"""Which files make one export, and by which of the known mappings it can be read: decided by what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qi.imports.export_text import plain_name
from qi.imports.formats import has_survey, peek_export, survey_parts, surveyxact
from qi.imports.mapping import Mapping
from qi.imports.refused import ImportRefusedError


@dataclass(frozen=True, slots=True)
class Found:
    """The files of one export, and its format as a mapping names it: surveyxact, else empty."""

    paths: tuple[Path, ...]
    format: str = ""


def exports_among(paths: Sequence[Path]) -> tuple[Found, ...]:
    """Return the exports in order: dataset, structure and labels of a SurveyXact export are one."""
    left = list(paths)
    found: dict[Path, Found] = {}
    for path in paths:
        parts = survey_parts(path, left)
        if parts:
            found[parts[0]] = Found(parts, surveyxact.NAME)
            left = [one for one in left if one not in parts]
    found |= {path: Found((path,)) for path in left}
    return tuple(found[path] for path in paths if path in found)


def recognised(export: Found, mappings: Iterable[Mapping]) -> Mapping | None:
    """Return the mapping of which the export has all columns, of several the one that uses most; None without one."""
    fitting = [one for one in mappings if one.format == export.format and _fits(export, one)]
    return max(fitting, key=lambda one: len(one.sources), default=None)


def _fits(export: Found, mapping: Mapping) -> bool:
    try:
        if export.format:
            return has_survey(export.paths, mapping.variables)
        head = peek_export(export.paths[0], sheet=mapping.sheet, most=0)
    except ImportRefusedError:
        return False
    # A mapping that knows of no title would refuse a file with one.
    is_first = head.line == head.lines[0] or mapping.is_title_allowed
    return is_first and {*map(plain_name, mapping.headers)} <= {*map(plain_name, head.columns)}
