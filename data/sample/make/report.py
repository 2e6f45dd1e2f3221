"""The truths as JSON for tests, and the tables of the README: both follow from the records, never typed by hand."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

from data.sample.make.needs import NEEDS, SYMPTOMS
from data.sample.make.places import MUNICIPALITIES, NAMES, PROGRAMMES, REFERRALS
from data.sample.make.truths import TRUTHS, Truth, read_records

UNITS = {"referrals": "a month", "who5_end": "points", "hba1c_shift": "mmol/mol", "adverse_gap": "days"}
# What an indicator counts a month, as a share of the referrals; a series is listed from 8 expected cases a month.
FLOWS = {"R01": 1, "R03": 1, "P01": 1, "P02": 1, "D01": 1, "N02": 0.9, "N03": 0.9, "P11": 0.7, "P13": 0.7, "D02": 0.53}
FEWEST_A_MONTH = 8
# One system change splits every chart of 904, and 908 is too small to judge.
NOT_LISTED = ("904", "908")


def size(truth: Truth) -> str:
    """Return the change in words of the indicator: percentage points, or its unit."""
    if truth.before == truth.after:
        return "none"
    change = truth.after - truth.before
    if truth.parameter in UNITS:
        return f"{change:+.0f} {UNITS[truth.parameter]}"
    return f"{100 * change:+.0f} percentage points"


def stable_series() -> list[tuple[str, str, str]]:
    """Return the series (indicator, municipality, programme) that no truth touches and that are large enough."""
    touched = {
        (indicator, truth.municipality, programme)
        for truth in TRUTHS
        for indicator in (truth.indicator, *truth.touches)
        for programme in ([truth.programme] if truth.programme else PROGRAMMES)
    }
    return [
        (indicator, municipality, programme)
        for indicator, flow in FLOWS.items()
        for m, municipality in enumerate(MUNICIPALITIES)
        for p, programme in enumerate(PROGRAMMES)
        if municipality not in NOT_LISTED
        and REFERRALS[m, p] * flow >= FEWEST_A_MONTH
        and (indicator, municipality, programme) not in touched
    ]


def truths_document() -> dict[str, object]:
    """Return what tests need: the planted truths, the stable series and the published figures."""
    return {
        "truths": [{**asdict(truth), "size": size(truth), "expected": truth.expected} for truth in TRUTHS],
        "stable": [
            {"indicator": indicator, "municipality": municipality, "programme": programme}
            for indicator, municipality, programme in stable_series()
        ],
        "published": read_records("published.toml", "figure"),
    }


def write_report(folder: Path) -> None:
    """Write truths.json, and fill the tables between the markers of the README where the folder has one."""
    document = json.dumps(truths_document(), ensure_ascii=False, indent=1)
    (folder / "truths.json").write_text(document + "\n", encoding="utf-8")
    readme = folder / "README.md"
    if readme.exists():
        readme.write_text(filled(readme.read_text(encoding="utf-8")), encoding="utf-8")


def filled(text: str) -> str:
    """Return the README with every generated table made again."""
    for name, table in (("published", _published()), ("truths", _truths()), ("stable", _stable()), ("needs", _needs())):
        block = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = block.sub(lambda found, table=table: f"{found[1]}{table}\n{found[2]}", text)
    return text


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _published() -> str:
    rows = []
    for figure in read_records("published.toml", "figure"):
        place = " ".join(str(figure[name]) for name in ("municipality", "programme", "unit") if name in figure)
        months = f"{figure['first']} to {figure['last']}" if "first" in figure else "all"
        indicators, printed = figure["indicators"], figure["printed"]
        shown = indicators[0] if len(indicators) < 3 else f"{indicators[0]}-{indicators[-1]}"
        rows.append((figure["figure"], figure["what"], shown, place, months, " / ".join(printed), figure["n"]))
    return _table(("figure", "what", "indicator", "selection", "months", "printed", "n"), rows)


def _truths() -> str:
    names = dict(zip(MUNICIPALITIES, NAMES, strict=True))
    rows = []
    for t in TRUTHS:
        where = (f"{t.municipality} {names[t.municipality]}", t.programme or "all")
        rows.append((t.truth_id, t.kind, t.indicator, *where, t.month, t.what, size(t), t.expected_found, t.expected))
    head = ("id", "kind", "indicator", "municipality", "programme", "month", "what", "size", "size class", "expected")
    return _table(head, rows)


def _stable() -> str:
    series = stable_series()
    rows = []
    for indicator in FLOWS:
        places = [f"{m} {p}" for i, m, p in series if i == indicator]
        rows.append((indicator, str(len(places)), ", ".join(places)))
    return _table(("indicator", "series", "municipality and programme"), rows) + f"\n\n{len(series)} series in all."


def _needs() -> str:
    rows = [(key, label, f"{share}") for key, (label, share) in {**NEEDS, **SYMPTOMS}.items()]
    return _table(("code", "Danish label", "percent in 2024 (907, cancer)"), rows)
