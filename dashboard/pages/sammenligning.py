"""Comparison: one indicator over units, each unit's own line, the expected need, and all indicators by municipality."""

from dashboard import filters
from dashboard.components import chrome, compare, compare_matrix, compare_need, compare_one

lang = filters.language()
chrome.page_head("sammenligning", lang, selection=filters.asked())
key, by, is_standardised = compare.choose(lang)
selection = compare.selection_for(by)
compare.show(selection, key, by, lang, is_standardised=is_standardised)
compare_matrix.show(filters.asked(), lang)
compare_one.show(filters.asked(), compare_one.choose(lang), lang)
compare_need.show(filters.asked(), lang)
