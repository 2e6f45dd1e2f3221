"""The reference pages of the import, written from its records: instruments and code lists."""

from __future__ import annotations

from qi.imports.instruments import INSTRUMENTS, Instrument
from qi.imports.mapping import code_lists
from qi.instruments import CHANGE_MEASURES


def instruments_page(generated: str) -> str:
    """Return what the export of each questionnaire must hold, how it is scored, and what follows from a score."""
    heading = f"# Instruments\n\n{generated} No wording of an item is in this repository: licences do not allow it."
    return "\n\n".join((heading, *map(_instrument, INSTRUMENTS.values()))) + "\n"


def _instrument(one: Instrument) -> str:
    lowest, highest = one.score_range
    facts = {
        "items": ", ".join(f"`{item}`" for item in one.items) or f"none: a measurement of kind `{one.key}`",
        "codes": f"{one.lowest} to {one.highest}",
        "score": "each answer by itself" if one.factor is None else f"{one.factor} x sum, {lowest} to {highest}",
        "missing answers": one.missing,
        **{f"measure `{key}`": _measure(key) for key in one.measures},
        "source": one.source,
        "licence": one.licence,
    }
    rows = "\n".join(f"| {name} | {value} |" for name, value in facts.items())
    return f"## `{one.key}`, version {one.version}: {one.title_da}\n\n| | |\n|---|---|\n{rows}"


def _measure(key: str) -> str:
    measure = CHANGE_MEASURES[key]
    parts = [f"{measure.title_en}, wanted direction {measure.direction.value}"]
    parts += [f"relevant change {measure.relevant_change:g}"] if measure.relevant_change else []
    parts += [f"bands {'; '.join(band.label_en for band in measure.bands)}"] if measure.bands else []
    return ". ".join(parts)


def code_lists_page(generated: str) -> str:
    """Return every code list a mapping may name, but not the 98 municipalities one by one."""
    parts = [
        f'# Code lists\n\n{generated} A mapping names a list: `codes = "referral_source"`. A cell is recognised by'
    ]
    parts[0] += " code or label, whatever the case. Sources stand in `qi/imports/code_lists.toml`."
    for name, labels in code_lists().items():
        if name == "municipality":
            parts.append(f"## `{name}`\n\nThe {len(labels)} municipalities by number, with or without a leading 0.")
        else:
            rows = "\n".join(f"| `{code}` | {label} |" for code, label in labels.items())
            parts.append(f"## `{name}`\n\n| code | label |\n|---|---|\n{rows}")
    return "\n\n".join(parts) + "\n"
