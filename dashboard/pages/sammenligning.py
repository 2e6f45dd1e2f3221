"""Comparison: one indicator over units, each unit's own line, the expected need, and all indicators by municipality."""

from dashboard import filters
from dashboard.components import chrome, compare, compare_files, compare_matrix, compare_need, compare_one

asked, lang = filters.asked(), filters.language()
chrome.page_head("sammenligning", lang, selection=asked)
key, by, is_standardised = compare.choose(lang)
compare.show(compare.selection_for(by), key, by, lang, is_standardised=is_standardised)
compare_need.show(asked, lang)
compare_matrix.show(asked, lang)
compare_one.show(asked, compare_one.choose(lang), lang)
compare_files.offer(compare.selection_for(by), key, by, lang, is_standardised=is_standardised)
