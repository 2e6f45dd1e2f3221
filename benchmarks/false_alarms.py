"""Print how often each rule set signals, without and with a shift: ``python -m benchmarks.false_alarms``."""

from __future__ import annotations

from qi.false_alarms import detection_rate, rule_set_false_alarm_rate
from qi.signals import RULE_SETS

LENGTHS = (12, 24, 36, 60)
SHIFTS = (0.5, 1.0, 2.0)
PUBLISHED_AT_24 = {("anhoej", "run"): "2.8 (peers, 4,000 series)", ("limits", "i"): "9.7", ("anhoej", "i"): "12.8"}


def main() -> None:
    print("Stable series with at least one signal, percent (10,000 seeded normal series; exact in brackets):\n")
    header = " | ".join(f"{n} points" for n in LENGTHS)
    print(f"| rules | chart | {header} | published at 24 |\n|---|---|{'---|' * len(LENGTHS)}---|")
    for rules, kind in pairs():
        rates = " | ".join(cell(rules, n, kind) for n in LENGTHS)
        print(f"| {rules} | {kind} | {rates} | {PUBLISHED_AT_24.get((rules, kind), '')} |")
    print("\nSeries whose second half is shifted and that get a signal, percent:\n")
    columns = [(n, shift) for n in (24, 36) for shift in SHIFTS]
    print("| rules | chart | " + " | ".join(f"{n} points, {shift:g} sd" for n, shift in columns) + " |")
    print("|---|---|" + "---|" * len(columns))
    for rules, kind in pairs():
        rates = " | ".join(f"{100 * detection_rate(rules, n, shift, kind):.1f}" for n, shift in columns)
        print(f"| {rules} | {kind} | {rates} |")


def pairs() -> list[tuple[str, str]]:
    kinds = {"limits": ("i",), "western_electric": ("i",), "nelson": ("i",), "nhs_mdc": ("i",)}
    return [(rules, kind) for rules in RULE_SETS for kind in kinds.get(rules, ("run", "i"))]


def cell(rules: str, n: int, kind: str) -> str:
    simulated = f"{100 * detection_rate(rules, n, 0.0, kind):.1f}"
    if rules == "anhoej" and kind == "run":
        return f"{simulated} ({100 * rule_set_false_alarm_rate(rules, n):.2f})"
    return simulated


if __name__ == "__main__":
    main()
