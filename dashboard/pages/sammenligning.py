"""Comparison: one indicator over units, each unit's own line, the expected need, and all indicators by municipality."""

from dashboard import filters
from dashboard.components import chrome, compare, compare_matrix, compare_need, compare_one

selection, lang = filters.current(), filters.language()
chrome.page_head("sammenligning", lang, selection=selection)
key, by, is_standardised = compare.choose(lang)
compare.show(selection, key, by, lang, is_standardised=is_standardised)
compare_matrix.show(selection, lang)
compare_one.show(selection, compare_one.choose(lang), lang)
compare_need.show(selection, lang)
