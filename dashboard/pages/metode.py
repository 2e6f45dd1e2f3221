"""Method: plain words first, then the words of the field, and folded under them rules, sources and definitions."""

from dashboard import filters
from dashboard.components import chrome, method

lang = filters.language()
chrome.page_head("metode", lang)
method.in_short(lang)
method.terms(lang)
method.rules(lang)
method.comparisons(lang)
method.outcome_methods(lang)
method.printed_tables(lang)
method.definitions(lang)
