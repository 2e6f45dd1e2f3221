"""Data entry: what a team counts by hand, entered on a phone or a tablet in at most three touches."""

from dashboard import filters
from dashboard.components import chrome, own_data

lang = filters.language()
chrome.page_head("registrer", lang)
chosen = own_data.choose(lang)
if chosen:
    own_data.enter(chosen, lang)
    own_data.more(chosen, lang)
