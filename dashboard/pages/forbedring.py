"""Improvement: the projects of a team, and one project from its aim to how the gain is held."""

from dashboard import filters
from dashboard.components import chrome, cycles, notes, phase_proposals, project, projects, signals, writing

lang = filters.language()
chosen = projects.chosen_or_told(lang)
if chosen is None:
    chrome.page_head("forbedring", lang)
    projects.show(lang)
else:
    now = project.read(chosen, lang)
    project.head(now, lang)
    writing.writer(lang)
    writing.said(lang)
    project.edit(now, lang)
    project.drivers(now, lang)
    project.measures(now, lang)
    signals.show(now, lang)
    phase_proposals.show(now, lang)
    cycles.show(now, lang)
    notes.show(now, lang)
    project.holding(now, lang)
    writing.history(chosen, lang)
