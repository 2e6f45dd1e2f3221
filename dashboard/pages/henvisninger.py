"""Referrals: how many come, from where, and whether deadlines and courses hold."""

from dashboard import cache, filters
from dashboard.components import cards, chrome, referrals

selection, lang = filters.current(), filters.language()
chrome.page_head("henvisninger", lang, selection=selection)
cards.page_of("henvisninger", lang)
referrals.mix(cache.referral_mix(selection), lang)
referrals.coverage(cache.coverage(selection), lang)
referrals.reasons(cache.reasons(selection), lang)
