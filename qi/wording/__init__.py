"""What the numbers say, in Danish and English: one rule engine for page, wall, print, export and command line."""

from qi.wording.catalogue import sentence
from qi.wording.nouns import counted, few_or_count, is_unit, unit_name, with_unit, without_unit
from qi.wording.verdicts import VerdictText, verdict_text

__all__ = [
    "VerdictText",
    "counted",
    "few_or_count",
    "is_unit",
    "sentence",
    "unit_name",
    "verdict_text",
    "with_unit",
    "without_unit",
]
