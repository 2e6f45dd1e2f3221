"""Referrals: how many come, whether deadlines and courses hold, where they come from and why they stop."""

from dashboard import filters
from dashboard.components import cards, chrome, referrals

selection, lang = filters.current(), filters.language()
chrome.page_head("henvisninger", lang, selection=selection)
cards.page_of("henvisninger", lang)
referrals.beside(selection, lang)
