"""Saved views: give a page with the current filters a name, and find it again."""

from dashboard import filters
from dashboard.components import chrome, views

selection, lang = filters.current(), filters.language()
chrome.page_head("visninger", lang, selection=selection)
views.save(selection, lang)
views.kept(lang)
