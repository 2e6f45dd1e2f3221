"""The log of use: who saw, exported and changed what, and whether it holds together."""

from dashboard import filters
from dashboard.components import chrome, log_of_use

lang = filters.language()
chrome.page_head("logbog", lang)
log_of_use.check(lang)
log_of_use.latest(lang)
