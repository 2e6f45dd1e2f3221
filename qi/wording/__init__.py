"""What the numbers say, in Danish and English: one source of words for page, wall, print, export and command line.

The texts are data, one gettext catalogue per family with Danish beside English; this package chooses among them and
fills them in.
"""

from qi.wording.catalogue import fill, sentence
from qi.wording.charts import (
    Reason,
    centre_label,
    chart_summary,
    crossings_label,
    goal_label,
    reasons,
    run_label,
    small_status,
    value_line,
)
from qi.wording.nouns import counted, is_unit, unit_name, with_unit, without_unit
from qi.wording.scope import code_label, footer, is_like_cpr, safe_echo, scope_line, unknown_in_link
from qi.wording.sentences import (
    attrition_sentence,
    change_sentence,
    days_since_sentence,
    join_names,
    pairs_sentence,
    share_change_sentence,
    signal_summary,
    start_difference_sentence,
)
from qi.wording.verdicts import VerdictText, verdict_text

__all__ = [
    "Reason",
    "VerdictText",
    "attrition_sentence",
    "centre_label",
    "change_sentence",
    "chart_summary",
    "code_label",
    "counted",
    "crossings_label",
    "days_since_sentence",
    "fill",
    "footer",
    "goal_label",
    "is_like_cpr",
    "is_unit",
    "join_names",
    "pairs_sentence",
    "reasons",
    "run_label",
    "safe_echo",
    "scope_line",
    "sentence",
    "share_change_sentence",
    "signal_summary",
    "small_status",
    "start_difference_sentence",
    "unit_name",
    "unknown_in_link",
    "value_line",
    "verdict_text",
    "with_unit",
    "without_unit",
]
