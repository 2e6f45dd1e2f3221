"""Data: own exports in, step by step, each version of them, and the quality of what is shown over time."""

from dashboard import filters, viewer
from dashboard.components import cards, chrome, data_quality, html
from dashboard.components.imports import export_files, mapping_choice, own_data, trial_run, what_changed
from qi import wording
from qi.access import Right

lang = filters.language()
chrome.page_head("data", lang)
if viewer.current().may(Right.IMPORT):
    own_data.show(lang)
    chrome.step("data.step_files", lang)
    uploads = export_files.ask(lang)
    given = export_files.sorted_out(uploads)
    if given:
        chrome.step("data.step_mapping", lang)
        chosen = [mapping_choice.choose(one, lang, is_only=len(given) == 1) for one in given]
        ready = [one for one in chosen if one is not None]
        if len(ready) == len(given):
            chrome.step("data.step_try", lang)
            trial_run.offer(ready, lang)
        elif len(given) > 1:
            html.show(html.render("aside", text=wording.sentence("data.not_ready", lang)))
if not own_data.is_new():
    data_quality.show(filters.current(), lang)
    cards.page_of("data", lang, heading="data_quality")
    if viewer.current().may(Right.IMPORT):
        what_changed.show(lang)
