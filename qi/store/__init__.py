"""What people have set up or written, as opposed to what the data say: where it is kept and how it is read."""

from __future__ import annotations

from qi.store.engine import open_store
from qi.store.releases import (
    Latest,
    LoggedRelease,
    ToldMeanwhileError,
    first_broken,
    has_passed,
    keep_release,
    latest_told,
    releases,
)
from qi.store.views import SavedView, add_view, all_views, remove_view
from qi.store.walls import (
    EditedMeanwhileError,
    NameTakenError,
    Theme,
    Wall,
    WallKey,
    add_wall,
    all_walls,
    change_wall,
    keys_of,
    make_key,
    remove_wall,
    wall_behind,
    withdraw_key,
)

__all__ = [
    "EditedMeanwhileError",
    "Latest",
    "LoggedRelease",
    "NameTakenError",
    "SavedView",
    "Theme",
    "ToldMeanwhileError",
    "Wall",
    "WallKey",
    "add_view",
    "add_wall",
    "all_views",
    "all_walls",
    "change_wall",
    "first_broken",
    "has_passed",
    "keep_release",
    "keys_of",
    "latest_told",
    "make_key",
    "open_store",
    "releases",
    "remove_view",
    "remove_wall",
    "wall_behind",
    "withdraw_key",
]
