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
from qi.store.signals import notice_signals
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
    "LogCheck",
    "LogEntry",
    "NameTakenError",
    "RestoreError",
    "StoreTroubleError",
    "Theme",
    "Trouble",
    "Wall",
    "WallKey",
    "add",
    "add_all",
    "add_entry",
    "add_wall",
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
    "history",
    "keys_of",
    "latest_entries",
    "make_key",
    "notice_signals",
    "open_store",
    "remove",
    "remove_wall",
    "restore",
    "state_version",
    "wall_behind",
    "withdraw_key",
]
