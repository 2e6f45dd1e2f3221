"""Print the agreement table: ``python -m benchmarks.agreement``."""

from __future__ import annotations

from collections import Counter, defaultdict

from tests.agreement import DIFFERENCES, Compared, cases, compare, difference_of

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
    print("\nOn purpose (name, fields that differ, reason):\n")
    for difference in DIFFERENCES:
        print(f"- {difference.name} ({named[difference.name]}): {difference.reason}")
    print("\nLeft out:\n")
    for text, count in aside.items():
        print(f"- {count} x {text}")


def row(peer: str, chart: str, compared: list[Compared]) -> str:
    agreeing = [c for c in compared if not c.mismatch]
    aside = {c.case for c in compared if c.field in ("peer", "option")}
    differing = {c.case for c in compared if c.mismatch} - aside
    largest = max((c.largest for c in agreeing), default=0.0)
    count, values = len({c.case for c in compared}), sum(c.n_values for c in compared)
    return f"| {peer} | {chart} | {count} | {values} | {largest:.1e} | {len(differing)} | {len(aside)} |"


if __name__ == "__main__":
    main()
