"""Outcomes: paired change with its uncertainty, how answers are spread, who is missing, and development over time."""

from dashboard import filters
from dashboard.components import cards, chrome, outcomes

selection, lang = filters.current(), filters.language()
chrome.page_head("udbytte", lang, selection=selection)
outcomes.changes(selection, lang)
cards.page_of("udbytte", lang)
