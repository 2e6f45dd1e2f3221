"""What people have set up or written, as opposed to what the data say: where it is kept and how it is read."""

from __future__ import annotations

from qi.store.engine import open_store
from qi.store.log import LogCheck, LogEntry, add_entry, check_log, every_entry, latest_entries
from qi.store.logouts import end_logins, ended_logins
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
    "LogCheck",
    "LogEntry",
    "NameTakenError",
    "Theme",
    "Wall",
    "WallKey",
    "add_entry",
    "add_wall",
    "all_walls",
    "change_wall",
    "check_log",
    "end_logins",
    "ended_logins",
    "every_entry",
    "keys_of",
    "latest_entries",
    "make_key",
    "open_store",
    "remove_wall",
    "wall_behind",
    "withdraw_key",
]
