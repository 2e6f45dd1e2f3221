"""The log of releases and saved views in the state store, on SQLite in a folder and on PostgreSQL."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from sqlalchemy import text

from qi import store
from qi.audit import Audit
from qi.indicators import INDICATORS
from qi.release import digest, release
from qi.store import SavedView
from tests.sample import lattice_of, sample

AT = datetime(2026, 11, 28, 9, 30)
KEY = "R01"
VIEW = SavedView(name="Tavlemøde", page="svarprocenter", query={"kommune": ("901",), "fra": ("2024-01",)}, saved_at=AT)


@pytest.fixture(scope="module")
def first():
    return release(sample(), INDICATORS[KEY])


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request, tmp_path):
    """An empty store of either kind: every test holds on both."""
    location = tmp_path if request.param == "sqlite" else request.getfixturevalue("postgres_address")
    opened = store.open_store(location)
    yield opened
    opened.dispose()


def later(release_, version):
    return replace(release_, data_version=version, digest=version * 8)


def test_a_release_is_logged_with_when_what_version_fingerprint_and_audit(kept, first):
    store.keep_release(kept, first, after=None, at=AT)
    (line,) = store.releases(kept)
    assert (line.at, line.key, line.data_version, line.digest) == (AT, KEY, sample().version, first.digest)
    assert (line.k_min, line.given_away, line.is_passed) == (5, 0, True)
    assert line.n_tried == first.audit.n_tried > 0


def test_the_same_release_is_logged_once(kept, first):
    store.keep_release(kept, first, after=None, at=AT)
    store.keep_release(kept, first, after=store.latest_told(kept, KEY), at=AT)
    assert len(store.releases(kept)) == 1


def test_what_was_told_comes_back_and_is_what_the_next_release_starts_from(kept, first):
    store.keep_release(kept, first, after=None, at=AT)
    latest = store.latest_told(kept, KEY)
    assert latest.version == 1
    assert np.array_equal(latest.told.is_shown, first.lattice.told.is_shown)
    assert release(sample(), INDICATORS[KEY], told=latest.told).digest == first.digest


def test_of_two_servers_that_tell_at_the_same_time_the_second_begins_again(kept, first):
    store.keep_release(kept, first, after=None, at=AT)
    with pytest.raises(store.ToldMeanwhileError):
        store.keep_release(kept, later(first, "b"), after=None, at=AT)
    assert len(store.releases(kept)) == 1


def test_a_release_that_failed_its_audit_is_logged_and_not_told(kept, first):
    failed = replace(first, audit=Audit(n_cells=9, n_hidden=2, n_tried=1, narrowest=1, given_away=1))
    store.keep_release(kept, failed, after=None, at=AT)
    assert not store.releases(kept)[0].is_passed
    assert store.latest_told(kept, KEY) is None


def test_a_line_changed_in_the_log_shows(kept, first):
    latest = None
    for version in ("a", "b", "c"):
        store.keep_release(kept, later(first, version), after=latest, at=AT)
        latest = store.latest_told(kept, KEY)
    assert store.first_broken(store.releases(kept)) is None
    with kept.begin() as connection:
        connection.execute(text("update release set n_hidden = 0 where number = 2"))
    assert store.first_broken(store.releases(kept)) == 2


def test_a_line_taken_out_of_the_log_shows(kept, first):
    latest = None
    for version in ("a", "b", "c"):
        store.keep_release(kept, later(first, version), after=latest, at=AT)
        latest = store.latest_told(kept, KEY)
    with kept.begin() as connection:
        connection.execute(text("delete from release where number = 2"))
    assert store.first_broken(store.releases(kept)) == 3


def test_the_log_of_one_indicator_holds_no_other(kept, first):
    store.keep_release(kept, first, after=None, at=AT)
    store.keep_release(kept, replace(later(first, "b"), key="R04"), after=None, at=AT)
    assert [line.key for line in store.releases(kept, "R04")] == ["R04"]


def test_where_the_audit_finds_something_every_cell_is_hidden():
    bare = lattice_of(KEY)
    told = replace(bare.told, is_shown=np.zeros_like(bare.told.is_shown), is_hidden=np.zeros_like(bare.told.is_hidden))
    leaking = replace(told, is_shown=~bare.is_small)  # as if only the small ones had been hidden before
    found = release(sample(), INDICATORS[KEY], told=leaking)
    assert not found.audit.is_passed
    assert found.lattice.is_hidden.all()


def test_the_fingerprint_says_nothing_of_hidden_numbers_and_changes_with_shown_ones():
    bare = lattice_of(KEY)
    hidden, shown = (np.argwhere(flags & ~bare.is_withheld)[0] for flags in (bare.is_hidden, ~bare.is_hidden))
    for cell, is_same in ((hidden, True), (shown, False)):
        parts = bare.parts.copy()
        parts[0][tuple(cell)] += 1
        assert (digest(replace(bare, parts=parts)) == digest(bare)) is is_same


def test_views_stand_in_danish_order_in_every_store(kept):
    for name in ("Ålsø", "Ærø", "Odense"):
        store.add_view(kept, replace(VIEW, name=name))
    assert [view.name for view in store.all_views(kept)] == ["Odense", "Ærø", "Ålsø"]


def test_a_view_comes_back_as_it_was_saved(kept):
    store.add_view(kept, VIEW)
    assert store.all_views(kept) == (VIEW,)


def test_two_people_cannot_save_two_views_under_one_name(kept):
    store.add_view(kept, VIEW)
    with pytest.raises(store.NameTakenError):
        store.add_view(kept, replace(VIEW, page="udbytte"))
    assert store.all_views(kept)[0].page == "svarprocenter"


def test_a_view_that_is_removed_leaves_its_name_free(kept):
    store.add_view(kept, VIEW)
    store.remove_view(kept, VIEW.name)
    store.add_view(kept, replace(VIEW, page="udbytte"))
    assert store.all_views(kept)[0].page == "udbytte"
