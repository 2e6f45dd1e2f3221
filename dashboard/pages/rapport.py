"""Report: collect the numbers of the current selection in one file, and see what has been shown outside the house."""

from dashboard import filters
from dashboard.components import chrome, report

selection, lang = filters.current(), filters.language()
chrome.page_head("rapport", lang, selection=selection)
report.make(selection, lang)
report.released(lang)
