"""Needs: what citizens need and which symptoms they have, ranked with uncertainty, and over time."""

from dashboard import cache, filters
from dashboard.components import cards, chrome, needs

selection, lang = filters.current(), filters.language()
chrome.page_head("behov", lang, selection=selection)
for group in needs.GROUPS:
    needs.ranked_card(cache.ranked_shares(group, selection), lang)
cards.page_of("behov", lang)
