"""Wall screens: choose what a wall shows, see it as it will look, and make or withdraw its secret address."""

from dashboard import filters
from dashboard.components import chrome, wall_setup

lang = filters.language()
chrome.page_head("vaegopsaetning", lang)
wall = wall_setup.edit(wall_setup.choose(lang), lang)
is_possible = wall_setup.preview(wall, lang)
wall_setup.keep(wall, lang, is_possible=is_possible)
wall_setup.addresses(wall, lang)
