"""Needs: what citizens need and which symptoms they have, ranked with uncertainty, and over time."""

from dashboard import filters
from dashboard.components import cards, chrome, ranked

selection, lang = filters.current(), filters.language()
chrome.page_head("behov", lang, selection=selection)
ranked.needs(selection, lang)
cards.page_of("behov", lang)
