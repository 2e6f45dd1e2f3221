"""Try it: paste numbers or upload a file, choose the columns, and get the run chart with its verdict at once."""

from dashboard import filters
from dashboard.components import chrome, trial

lang = filters.language()
chrome.page_head("proev", lang)
table = trial.ask_for_table(lang)
if table is not None:
    trial.show(trial.ask_for_columns(table, lang), lang)
