import json
from datetime import date
from pathlib import Path

import pytest

from qi.verdict import Direction, GoalRelation, PhaseKind, Side, Verdict, VerdictFacts
from qi.wording import verdict_text

GOLDEN = Path(__file__).parents[1] / "golden"
EXAMPLES = json.loads((GOLDEN / "wording_examples.json").read_text(encoding="utf-8"))
UNITS = {"henvendelser": "referrals", "hverdage": "working_days", "mmol/mol": "mmol_mol", "hændelser": "events"}


def _number(text: str | None) -> float | None:
    return None if text is None else float(text.replace(",", "."))


def _decimals(row: dict) -> int:
    written = [row[name] for name in ("med", "val") if name in row]
    return max((len(text.partition(",")[2]) for text in written), default=0)


def _month(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(f"{text}-01")


def facts_from(row: dict) -> VerdictFacts:
    verdict = Verdict(row["v"])
    n_useful = row.get("n", 0)
    frozen = row.get("frozen", [None, None])
    return VerdictFacts(
        verdict=verdict,
        direction=Direction(row.get("dir", "neutral")),
        unit=UNITS.get(row.get("unit"), "percent"),
        decimals=_decimals(row),
        n_points=row.get("m", n_useful if "n" in row else None),
        n_useful=n_useful,
        longest_run=row.get("run", 0),
        longest_run_max=row.get("rmax", 0),
        crossings=row.get("cross", 0),
        crossings_min=row.get("cmin", 0),
        side=Side(row.get("side", "over")),
        is_recent=row.get("recent", True),
        run_from=_month(row.get("from")),
        run_to=_month(row.get("to")),
        centre=_number(row.get("med")),
        goal=_number(row.get("goal")),
        goal_relation=GoalRelation(row.get("rel", "none")),
        goal_hits=row.get("hits"),
        latest=_number(row.get("latest")),
        phase=PhaseKind(row.get("phase", "base")),
        phase_since=_month(row.get("since")),
        previous_centre=_number(row.get("m0")),
        frozen_from=_month(frozen[0]),
        frozen_to=_month(frozen[1]),
        n_frozen=row.get("n0", 0),
        change=tuple(row["change"]) if "change" in row else None,
        signal_period=_month(row.get("month")),
        signal_value=_number(row.get("val")),
        signal_limit=_number(row.get("lim")),
        n_beyond=row.get("k", 0) if verdict is Verdict.BEYOND_SEVERAL else 0,
        trend_length=row.get("t", 0),
        trend_min=row.get("tmin", 0),
        rule=tuple(row["rule"]) if "rule" in row else None,
        also=tuple(row["also"]) if "also" in row else None,
        ruleset=row.get("ruleset"),
        n_on_centre=row.get("k", 0) if verdict is Verdict.TIES else row.get("tie", 0),
        immature_periods=row.get("tail", 0),
        partial_period=_month(row.get("partial")),
        suppressed_periods=row.get("sup", 0),
        missing_periods=tuple(_month(text) for text in row.get("gaps", ())),
        empty_period=_month(row.get("zero")),
    )


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_each_worked_example_is_said_word_for_word(number, lang):
    example = EXAMPLES[number]
    said = verdict_text(facts_from(example["facts"]), lang)
    assert {
        "headline": plain(said.headline),
        "card": plain(said.card),
        "expl": plain(said.explanation),
        "notes": [plain(note) for note in said.notes],
    } == example[lang]
