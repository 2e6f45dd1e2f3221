"""Print the agreement table: ``python -m benchmarks.agreement``."""

from __future__ import annotations

from collections import Counter, defaultdict

from tests.agreement import DIFFERENCES, Compared, cases, compare, difference_of
from tests.golden_cases import golden, golden_names

PEERS = ("qicharts2", "pbcharts", "nhsrplotthedots")


def main() -> None:
    print("| peer | chart | cases | compared values | largest relative difference | differ on purpose | left out |")
    print("|---|---|---|---|---|---|---|")
    named: Counter[str] = Counter()
    aside: Counter[str] = Counter()
    for peer in PEERS:
        by_chart: defaultdict[str, list[Compared]] = defaultdict(list)
        for case in cases(peer):
            by_chart[case["chart"]].extend(compare(peer, case))
        for chart, compared in by_chart.items():
            print(row(peer, chart, compared))
            named.update(d.name for c in compared if c.mismatch and (d := difference_of(c)))
            aside.update(c.mismatch for c in compared if c.field in ("peer", "option") and c.mismatch)
    for name, count, values in exact_tables():
        print(f"| {name} | whole numbers | {count} | {values} | 0 | 0 | 0 |")
    print("\nOn purpose (name, fields that differ, reason):\n")
    for difference in DIFFERENCES:
        print(f"- {difference.name} ({named[difference.name]}): {difference.reason}")
    print("\nLeft out:\n")
    for text, count in aside.items():
        print(f"- {count} x {text}")


def exact_tables() -> list[tuple[str, int, int]]:
    """Tables that must agree in every whole number; the tests hold each entry."""
    counts = [golden(name)["outputs"] for name in golden_names("crossrun", "symm") + golden_names("crossrun", "em")]
    cells = sum(len(row) for table in counts for row in table.get("counts", table.get("times_2_pow_n_minus_1")))
    limits = golden("limits/runs_limits")
    return [
        ("crossrun", len(counts), cells),
        ("qicharts2 limits of runs", len(limits["anhoej"]), 2 * len(limits["anhoej"])),
        ("qicharts2 best boxes", len(limits["boxes"]), 2 * len(limits["boxes"])),
    ]


def row(peer: str, chart: str, compared: list[Compared]) -> str:
    agreeing = [c for c in compared if not c.mismatch]
    aside = {c.case for c in compared if c.field in ("peer", "option")}
    differing = {c.case for c in compared if c.mismatch} - aside
    largest = max((c.largest for c in agreeing), default=0.0)
    count, values = len({c.case for c in compared}), sum(c.n_values for c in compared)
    return f"| {peer} | {chart} | {count} | {values} | {largest:.1e} | {len(differing)} | {len(aside)} |"


if __name__ == "__main__":
    main()
