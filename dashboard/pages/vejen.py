"""The way through the course: how long citizens wait, how far they get, and how soon they complete."""

from dashboard import filters
from dashboard.components import chrome, journey, take_away

selection, lang = filters.current(), filters.language()
chrome.page_head("vejen", lang, selection=selection)
journey.show(selection, lang)
take_away.of_way(selection, lang)
