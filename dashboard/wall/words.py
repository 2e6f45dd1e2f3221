"""What stands around the slides: whose numbers, how old they are, and what is said when they may be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from qi import formats, wording
from qi.dataset import Dataset
from qi.selection import Selection
from qi.store import Wall

DANISH_TIME = ZoneInfo("Europe/Copenhagen")
LONGEST_TIME = datetime(2026, 9, 28, 20, 50)
"""A moment whose words are as long as any: room is made for it."""


def day_and_time(moment: datetime, lang: str = "da", *, today: date | None = None) -> str:
    """Write a moment in Danish time; the year is left out where it is the year of ``today``."""
    local = moment.astimezone(DANISH_TIME) if moment.tzinfo else moment
    day = formats.short_date(local.date(), lang)
    if today is not None and local.year == today.year:
        day = day.removesuffix(f"{formats.NBSP}{local.year}")
    return wording.sentence("wall.day_and_time", lang, date=day, time=formats.clock(local, lang))


def data_line(data: Dataset, lang: str = "da") -> str:
    """Say up to which day the data are complete."""
    return wording.sentence("wall.data", lang, date=formats.short_date(data.as_of, lang))


def fetched_line(data: Dataset, lang: str = "da") -> str:
    """Say when the data were fetched."""
    return wording.sentence("wall.fetched", lang, time=day_and_time(data.extracted_at, lang, today=data.as_of))


def checked_line(now: datetime, lang: str = "da") -> str:
    """Say when the screen last heard from the server."""
    return wording.sentence("wall.checked", lang, time=formats.clock(now.astimezone(DANISH_TIME), lang))


def lost_line(now: datetime, lang: str = "da") -> str:
    """Say since when there has been no connection, for the screen to show when ``now`` was the last contact."""
    return wording.sentence("wall.lost", lang, time=day_and_time(now, lang))


def notice(data: Dataset, wall: Wall, *, now: datetime, broken_since: datetime | None, lang: str = "da") -> str:
    """Say why the numbers may be wrong: new data cannot be read, or they are older than promised; empty when good."""
    if broken_since is not None:
        return wording.sentence("wall.broken", lang, time=day_and_time(broken_since, lang))
    if now - _aware(data.extracted_at) > timedelta(days=wall.promised_days):
        return wording.sentence("wall.late", lang, time=day_and_time(data.extracted_at, lang))
    return ""


def longest_notices(lang: str = "da") -> list[str]:
    """Return every notice at its longest."""
    time = day_and_time(LONGEST_TIME, lang)
    return [wording.sentence(f"wall.{key}", lang, time=time) for key in ("lost", "broken", "late")]


def scope(selection: Selection, data: Dataset, lang: str = "da") -> str:
    """Say whose numbers these are and which months the charts span."""
    known = {"municipality": data.municipalities}
    return wording.scope_line(selection, known, lang, first=data.first_month, last=data.as_of.replace(day=1))


def _aware(moment: datetime) -> datetime:
    """Read a time without a zone as Danish time: extracts are stamped where they are made."""
    return moment if moment.tzinfo else moment.replace(tzinfo=DANISH_TIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All that changes around the slides, as the screen shows it."""

    scope: str
    synthetic: str
    data: str
    fetched: str
    checked: str
    lost: str
    notice: str


def words(
    wall: Wall,
    selection: Selection,
    data: Dataset,
    *,
    now: datetime,
    broken_since: datetime | None = None,
    lang: str = "da",
) -> Words:
    """Return what stands around the slides of a wall now."""
    return Words(
        scope=scope(selection, data, lang),
        synthetic=wording.sentence("foot.synthetic", lang) if data.is_synthetic else "",
        data=data_line(data, lang),
        fetched=fetched_line(data, lang),
        checked=checked_line(now, lang),
        lost=lost_line(now, lang),
        notice=notice(data, wall, now=now, broken_since=broken_since, lang=lang),
    )
