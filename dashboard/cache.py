"""What is computed once and shared by all sessions. Results are frozen, so every session may read the same object.

What is asked for by a selection is given within the scope of who asks; only ``published`` is for everybody.

Keys are a selection and indicator keys, never a table: Streamlit's own cache hashes only a sample of a large frame.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache, wraps
from pathlib import Path
from threading import Lock
from typing import ParamSpec, TypeVar

from dashboard import installation, releases, settings, state
from dashboard.publication import Publication
from dashboard.viewer import within_scope
from qi import adverse_events as qi_adverse_events
from qi import analysis as qi_analysis
from qi import cohorts as qi_cohorts
from qi import coverage as qi_coverage
from qi import equity as qi_equity
from qi import lattice as qi_lattice
from qi import outcome as qi_outcome
from qi import overview as qi_overview
from qi import robustness as qi_robustness
from qi import shares as qi_shares
from qi import sources
from qi import waiting as qi_waiting
from qi.adverse_events import DaysSince
from qi.analysis import Analysis
from qi.annotations import Annotations
from qi.change import Among
from qi.cohorts import Cohort, Step
from qi.coverage import CoverageYear
from qi.dataset import UNFILLED, Dataset
from qi.equity import Equity
from qi.indicators import INDICATORS
from qi.lattice import Lattice
from qi.outcome import Outcome
from qi.overview import Overview
from qi.robustness import Robustness
from qi.selection import Selection
from qi.shares import Share
from qi.waiting import Waiting

P = ParamSpec("P")
R = TypeVar("R")


@cache
def publication() -> Publication:
    """Return the data as last published: the sample unless a setting names another folder, or a warehouse."""
    location = settings.current().data or str(installation.SAMPLE)
    source = sources.source_of(location)
    if source.fingerprint is None:
        return Publication(Path(location), _reader_of_a_folder())
    look = source.fingerprint
    return Publication(
        Path(location),
        lambda _: sources.open_dataset(location),
        fingerprint_of=lambda _: look(location),
        look_seconds=source.look_seconds,
    )


def _reader_of_a_folder() -> Callable[[Path], Dataset]:
    """Open what is published; a folder without anything is a new one until something was published, then it is lost."""
    was_filled = False

    def read(folder: Path) -> Dataset:
        nonlocal was_filled
        found = sources.open_dataset(folder) if was_filled else sources.open_or_begin(folder, datetime.now())
        was_filled = was_filled or found.version != UNFILLED
        return found

    return read


def dataset() -> Dataset:
    """Return the data as last published."""
    return publication().dataset


def chart_annotations() -> Annotations:
    """Return what people have written and decided about charts."""
    return state.written().annotations()


def per_version(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the latest ``maxsize`` results of a function, and none of data that have been replaced."""
    return _per(maxsize, lambda: dataset().version)


def per_state(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep results as ``per_version`` does, and none of before somebody wrote something that stands on a chart."""
    return _per(maxsize, lambda: (dataset().version, chart_annotations()))


def _per(maxsize: int, version_of: Callable[[], Hashable]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def keep(function: Callable[P, R]) -> Callable[P, R]:
        latest: Hashable = None

        @lru_cache(maxsize)
        def kept(_: Hashable, *args: P.args, **kwargs: P.kwargs) -> R:
            return function(*args, **kwargs)

        @wraps(function)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            nonlocal latest
            version = version_of()
            if latest != version:
                kept.cache_clear()
                latest = version
            return kept(version, *args, **kwargs)  # type: ignore[arg-type]

        return ask

    return keep


def warm() -> None:
    """Import and compute what the first visitor would otherwise wait for, and look for new data from now on."""
    _analyses(Selection(), None)
    publication().watch()


@per_version(128)
def _lattice(key: str) -> Lattice:
    return releases.told(dataset(), INDICATORS[key])


def published(key: str, selection: Selection) -> Analysis:
    """Return the analysis of one indicator as it may leave the house: small numbers hidden so that none is revealed."""
    if selection.municipality == members():
        selection = replace(selection, municipality=())  # a sum told before may have had other members
    return _published(key, selection, lattice_of(key))


def lattice_of(key: str) -> Lattice:
    """Return the lattice of one indicator as it is told; many walls ask for the same one after new data."""
    with _ONE_LATTICE_AT_A_TIME:
        return _lattice(key)


def check_border(selection: Selection) -> None:
    """Raise BeyondLatticeError for a selection that may not leave the house, without telling anything of it."""
    codes = dataset().codes
    qi_lattice.places(selection, codes["municipality"], codes["programme"], members=members())


@per_version(1)
def members() -> tuple[str, ...]:
    """Return the municipalities that a sum over municipalities holds when it leaves the house."""
    return qi_lattice.members_of(dataset())


@per_state(512)
def _published(key: str, selection: Selection, known: Lattice) -> Analysis:
    return qi_analysis.analyse_published(dataset(), key, selection, lattice=known, annotations=chart_annotations())


_ONE_LATTICE_AT_A_TIME = Lock()


@within_scope
def analyses(selection: Selection, keys: tuple[str, ...] | None = None) -> tuple[Analysis, ...]:
    """Return the analyses of the named indicators, or of all, for one selection."""
    return _analyses(selection, keys)


@per_state(256)
def _analyses(selection: Selection, keys: tuple[str, ...] | None) -> tuple[Analysis, ...]:
    return qi_analysis.analyse_all(dataset(), selection, keys=keys, annotations=chart_annotations())


@within_scope
def analysis(key: str, selection: Selection) -> Analysis:
    """Return the analysis of one indicator for one selection."""
    return analyses(selection, (key,))[0]


@within_scope
def page_analyses(page: str, selection: Selection) -> tuple[Analysis, ...]:
    """Return the analyses of the indicators that one page shows."""
    return analyses(selection, tuple(key for key in chart_keys() if INDICATORS[key].page == page))


@within_scope
def overview(selection: Selection) -> Overview:
    """Return all analyses of one selection in reading order."""
    return qi_overview.overview(analyses(selection))


@cache
def chart_keys() -> tuple[str, ...]:
    """Return the keys of the indicators that have a run chart."""
    return tuple(key for key, indicator in INDICATORS.items() if indicator.has_run_chart)


@within_scope
@per_version(256)
def outcome(measure: str, selection: Selection) -> Outcome:
    """Return one outcome from all sides for the courses that a selection holds."""
    return qi_outcome.outcome(dataset(), measure, selection)


@within_scope
@per_version(64)
def robustness(measure: str, selection: Selection, among: Among) -> Robustness:
    """Return one change asked in other ways: up to half a second of work, so it is asked for only when it is opened."""
    return qi_robustness.robustness(dataset(), measure, selection, among=among)


@within_scope
@per_version(128)
def equity(key: str, dimension: str, selection: Selection) -> Equity:
    """Return one indicator split by one dimension."""
    return qi_equity.equity(dataset(), key, dimension, selection)


@within_scope
@per_version(64)
def waiting(selection: Selection) -> Waiting:
    """Return how long the courses received in a selection waited for their start."""
    return qi_waiting.waiting(dataset(), selection)


@within_scope
def steps(selection: Selection) -> tuple[Step, ...]:
    """Return how far the courses received in a selection got."""
    return qi_cohorts.steps(dataset(), selection)


@within_scope
def triangle(selection: Selection) -> tuple[Cohort, ...]:
    """Return how soon the cohorts of a selection completed."""
    return qi_cohorts.triangle(dataset(), selection)


@within_scope
def indicator_shares(keys: tuple[str, ...], selection: Selection) -> tuple[Share, ...]:
    """Return the share of each indicator over all months of a selection, largest first."""
    return qi_shares.indicator_shares(dataset(), keys, selection)


@within_scope
def referral_mix(selection: Selection) -> tuple[Share, ...]:
    """Return where the referrals of a selection come from, largest first."""
    return qi_shares.referral_mix(dataset(), selection)


@within_scope
def coverage(selection: Selection) -> tuple[CoverageYear, ...]:
    """Return the courses started each year against the need expected."""
    return qi_coverage.coverage(dataset(), selection)


@within_scope
def reason_shares(kind: str, selection: Selection) -> tuple[Share, ...]:
    """Return the registered reasons for ``declined`` or ``dropout``, most frequent first."""
    return qi_shares.reason_shares(dataset(), kind, selection)


@within_scope
def days_since(selection: Selection) -> DaysSince:
    """Return the days since the last adverse event."""
    return qi_adverse_events.days_since(dataset(), selection)
