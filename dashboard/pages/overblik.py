"""Overview: everything at a glance, what needs attention first."""

from dashboard import filters
from dashboard.components import cards, chrome, take_away

selection, lang = filters.current(), filters.language()
chrome.page_head("overblik", lang, selection=selection)
cards.overview(selection, lang)
take_away.of_overview(selection, lang)
