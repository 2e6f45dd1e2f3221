"""Names as they stand in addresses, and which screens have asked lately."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.wall import walls

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Kræft Egesund", "kraeft-egesund"),
        ("  Hjerte/KOL – Fjordbæk ", "hjerte-kol-fjordbaek"),
        ("ÅÆØ 2", "aaaeoe-2"),
        ("../../etc", "etc"),
        ("<script>", "script"),
        ("!!!", ""),
    ],
)
def test_a_name_becomes_an_address_of_plain_letters(typed, name):
    assert walls.address_name(typed) == name


def test_a_screen_is_seen_for_ten_minutes_after_it_asked(monkeypatch):
    monkeypatch.setattr(walls, "_SEEN", {})
    walls.seen("set-nu", NOON)
    walls.seen("set-foer", NOON - timedelta(minutes=10))
    assert walls.seen_lately(NOON) == {"set-nu": "2026-11-23T12:00:00+00:00"}
