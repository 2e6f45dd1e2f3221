"""Outcomes: paired change with its uncertainty, how answers are spread, who is missing, and development over time."""

from dashboard import cache, filters
from dashboard.components import cards, chrome, outcomes

selection, lang = filters.current(), filters.language()
chrome.page_head("udbytte", lang, selection=selection)
for measure in outcomes.MEASURES:
    outcomes.change_card(cache.paired_outcome(measure, selection), lang)
cards.page_of("udbytte", lang)
