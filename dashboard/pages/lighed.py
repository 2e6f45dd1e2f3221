"""Equity: one number for groups of citizens, the gap between two sides agreed beforehand, and its course."""

from dashboard import filters
from dashboard.components import chrome, equity, take_away

selection, lang = filters.current(), filters.language()
chrome.page_head("lighed", lang, selection=selection)
key, dimension = equity.choose(lang)
equity.show(key, dimension, selection, lang)
take_away.of_groups(key, selection, lang)
