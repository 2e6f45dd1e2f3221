"""Hand-collected values pasted from a spreadsheet: a column of dates and one or two columns of numbers."""

from __future__ import annotations

from collections import Counter
from datetime import date

from qi.improvement.own_indicator import OwnIndicator, OwnKind, OwnValue
from qi.improvement.rules import value_problems
from qi.reading import ReadingError, TextTable


def pasted_values(table: TextTable, key: str, own: OwnIndicator) -> tuple[OwnValue, ...]:
    """Return one value a day, in time order; of two rows with one date the later counts, events are counted.

    Raises ReadingError with a key of the wording where there is no column of dates or of numbers, or a number does not
    fit the indicator.
    """
    days = next((found for name in table.columns if (found := table.dates(name))), None)
    if days is None:
        raise ReadingError("paste.no_dates")
    if own.kind is OwnKind.EVENT:
        return tuple(OwnValue(indicator=key, on=day, value=float(n)) for day, n in sorted(Counter(days).items()))
    numbers = [name for name in table.columns if table.is_number(name) and table.dates(name) is None]
    needed = 2 if own.kind is OwnKind.SHARE else 1
    if len(numbers) < needed:
        raise ReadingError("paste.no_numbers" if needed == 1 else "paste.two_numbers")
    return _values(table, key, own, days, numbers[:needed])


def _values(
    table: TextTable, key: str, own: OwnIndicator, days: tuple[date, ...], numbers: list[str]
) -> tuple[OwnValue, ...]:
    first, *second = (table.numbers(name) for name in numbers)
    sizes = second[0] if second else (None,) * len(first)
    found = {
        day: OwnValue(indicator=key, on=day, value=value, of=of)
        for day, value, of in zip(days, first, sizes, strict=True)
        if value is not None
    }
    if any(value_problems(own, value) for value in found.values()):
        raise ReadingError("paste.does_not_fit")
    return tuple(found[day] for day in sorted(found))
