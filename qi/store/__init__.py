"""What people have set up or written, as opposed to what the data say: where it is kept and how it is read."""

from __future__ import annotations

from qi.store.engine import open_store
from qi.store.errors import EditedMeanwhileError, NameTakenError, StoreTroubleError, Trouble
from qi.store.files import RestoreError, export, restore
from qi.store.integrity import check_store
from qi.store.log import LogCheck, LogEntry, add_entry, check_log, every_entry, latest_entries
from qi.store.logouts import end_logins, ended_logins
from qi.store.records import (
    Edit,
    Kept,
    add,
    add_all,
    bring_back,
    change,
    every,
    find,
    history,
    remove,
    state_version,
)
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
from qi.store.signals import notice_signals
from qi.store.views import SavedView, add_view, all_views, remove_view
from qi.store.walls import (
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
from qi.store.written import chart_annotations

__all__ = [
    "Edit",
    "EditedMeanwhileError",
    "Kept",
    "Latest",
    "LogCheck",
    "LogEntry",
    "LoggedRelease",
    "NameTakenError",
    "RestoreError",
    "SavedView",
    "StoreTroubleError",
    "Theme",
    "ToldMeanwhileError",
    "Trouble",
    "Wall",
    "WallKey",
    "add",
    "add_all",
    "add_entry",
    "add_view",
    "add_wall",
    "all_views",
    "all_walls",
    "bring_back",
    "change",
    "change_wall",
    "chart_annotations",
    "check_log",
    "check_store",
    "end_logins",
    "ended_logins",
    "every",
    "every_entry",
    "export",
    "find",
    "first_broken",
    "has_passed",
    "history",
    "keep_release",
    "keys_of",
    "latest_entries",
    "latest_told",
    "make_key",
    "notice_signals",
    "open_store",
    "releases",
    "remove",
    "remove_view",
    "remove_wall",
    "restore",
    "state_version",
    "wall_behind",
    "withdraw_key",
]
