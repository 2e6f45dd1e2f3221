"""Data: own exports in, step by step, each version of them, and the quality of what is shown over time."""

from dashboard import filters, viewer
from dashboard.components import cards, chrome
from dashboard.components.imports import export_files, mapping_choice, own_data, trial_run
from qi.access import Right

lang = filters.language()
chrome.page_head("data", lang)
if viewer.current().may(Right.IMPORT):
    own_data.show(lang)
    chrome.step("data.step_files", lang)
    uploads = export_files.ask(lang)
    look = export_files.first_look(uploads, lang) if uploads else None
    if look:
        chrome.step("data.step_mapping", lang)
        chosen = mapping_choice.choose(uploads, *look, lang)
        if chosen:
            chrome.step("data.step_try", lang)
            trial_run.offer(uploads, chosen, lang)
if not own_data.is_new():
    cards.page_of("data", lang, heading="data_quality")
