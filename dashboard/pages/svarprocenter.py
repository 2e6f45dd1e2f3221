"""Response rates: who answers at start, end and follow-up, and whether pairs are complete."""

from dashboard import filters
from dashboard.components import cards, chrome

selection, lang = filters.current(), filters.language()
chrome.page_head("svarprocenter", lang, selection=selection)
chrome.caveat("immature", lang)
cards.page_of("svarprocenter", lang)
