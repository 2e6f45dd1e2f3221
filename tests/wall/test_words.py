"""What the band and the foot say, and when the numbers are called old."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dashboard import cache
from dashboard.wall.words import DANISH_TIME, day_and_time, words
from qi.selection import Selection
from qi.store import Wall

NOON = datetime(2026, 11, 5, 12, 0, tzinfo=DANISH_TIME)
WALL = Wall(name="w", promised_days=7)


def said(*, extracted_at="2026-10-29T06:10", now=NOON, broken_since=None):
    data = replace(cache.dataset(), extracted_at=datetime.fromisoformat(extracted_at))
    found = words(WALL, Selection(), data, now=now, broken_since=broken_since)
    return {
        name: getattr(found, name).replace("\u00a0", " ") for name in ("data", "fetched", "checked", "lost", "notice")
    }


def test_every_slide_says_when_the_data_end_when_they_were_fetched_and_when_the_screen_was_told():
    assert said()["data"] == "Data til og med 28. okt. 2026"
    assert said()["fetched"] == "hentet 29. okt. kl. 06.10"
    assert said()["checked"] == "tjekket kl. 12.00"


def test_data_as_fresh_as_promised_are_not_called_old():
    assert said(extracted_at="2026-10-29T12:00")["notice"] == ""


def test_data_older_than_promised_are_called_old_with_the_time_they_were_fetched():
    assert said(extracted_at="2026-10-29T11:59")["notice"] == "Gamle tal: hentet 29. okt. 2026 kl. 11.59"


def test_a_time_with_a_zone_is_read_in_that_zone():
    assert said(extracted_at="2026-10-29T11:00:00+00:00")["notice"] == ""
    assert said(extracted_at="2026-10-29T10:59:00+00:00")["notice"] == "Gamle tal: hentet 29. okt. 2026 kl. 11.59"


def test_new_data_that_cannot_be_read_are_told_before_their_age():
    since = datetime(2026, 11, 5, 10, 30, tzinfo=UTC)
    notice = said(extracted_at="2026-01-01T00:00", broken_since=since)["notice"]
    assert notice == "Gamle tal: nye kan ikke læses siden 5. nov. 2026 kl. 11.30"


def test_the_words_for_a_lost_connection_are_sent_beforehand():
    assert said()["lost"] == "Gamle tal: ingen forbindelse siden 5. nov. 2026 kl. 12.00"


@pytest.mark.parametrize(
    ("day", "written"), [("2026-03-29", "29. marts kl. 08.00"), ("2025-03-30", "30. marts 2025 kl. 08.00")]
)
def test_the_year_is_left_out_only_where_it_is_this_year(day, written):
    moment = datetime.fromisoformat(f"{day}T06:00:00+00:00")
    assert day_and_time(moment, today=NOON.date()).replace("\u00a0", " ") == written


def test_the_hour_that_comes_twice_in_october_is_told_in_danish_time():
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert day_and_time(before).endswith("02.30")
    assert day_and_time(before + timedelta(hours=1)).endswith("02.30")
