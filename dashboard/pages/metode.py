"""Method: the rules and the definitions, written from the records that the numbers come from."""

from dashboard import filters
from dashboard.components import chrome, method

lang = filters.language()
chrome.page_head("metode", lang)
method.rules(lang)
method.outcome_methods(lang)
method.definitions(lang)
method.printed_tables(lang)
