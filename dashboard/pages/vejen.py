"""The way through the course: how long citizens wait, how far they get, and how soon they complete."""

from dashboard import filters
from dashboard.components import chrome, journey

selection, lang = filters.current(), filters.language()
chrome.page_head("vejen", lang, selection=selection)
journey.show(selection, lang)
