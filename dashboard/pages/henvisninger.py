"""Referrals: how many come, from where, and whether deadlines and courses hold."""

from dashboard import filters
from dashboard.components import cards, chrome, ranked

selection, lang = filters.current(), filters.language()
chrome.page_head("henvisninger", lang, selection=selection)
cards.page_of("henvisninger", lang)
ranked.referral_mix(selection, lang)
