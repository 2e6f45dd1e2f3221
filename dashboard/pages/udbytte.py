"""Outcomes, one at a time: the answer, how answers are spread, who is missing, whether it holds, and over time."""

from dashboard import filters
from dashboard.components import cards, chrome, outcomes, robust

selection, lang = filters.current(), filters.language()
chrome.page_head("udbytte", lang, selection=selection)
chosen = outcomes.choose(selection, lang)
if chosen is not None:
    outcomes.show(chosen, selection, lang)
    robust.details(chosen, selection, lang)
cards.page_of("udbytte", lang)
