"""What is computed once and shared by all sessions. Results are frozen, so every session may read the same object.

Keys are a selection and indicator keys, never a table: Streamlit's own cache hashes only a sample of a large frame.
"""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path

from qi import analysis as qi_analysis
from qi import outcome as qi_outcome
from qi import overview as qi_overview
from qi import sources
from qi.analysis import Analysis
from qi.dataset import Dataset
from qi.indicators import INDICATORS
from qi.outcome import Outcome
from qi.overview import Overview
from qi.selection import Selection

SAMPLE = Path(__file__).parents[1] / "data" / "sample"


@cache
def dataset() -> Dataset:
    """Return the data the server was started with; ``KVALITETSTAVLE_DATA`` names another folder."""
    return sources.open_dataset(Path(os.environ.get("KVALITETSTAVLE_DATA") or SAMPLE))


def warm() -> None:
    """Import and compute what the first visitor would otherwise wait for."""
    overview(Selection())


@lru_cache(maxsize=256)
def analyses(selection: Selection, keys: tuple[str, ...] | None = None) -> tuple[Analysis, ...]:
    """Return the analyses of the named indicators, or of all, for one selection."""
    return qi_analysis.analyse_all(dataset(), selection, keys=keys)


def analysis(key: str, selection: Selection) -> Analysis:
    """Return the analysis of one indicator for one selection."""
    return analyses(selection, (key,))[0]


def page_analyses(page: str, selection: Selection) -> tuple[Analysis, ...]:
    """Return the analyses of the indicators that one page shows."""
    return analyses(selection, tuple(key for key in chart_keys() if INDICATORS[key].page == page))


def overview(selection: Selection) -> Overview:
    """Return all analyses of one selection in reading order."""
    return qi_overview.overview(analyses(selection))


@cache
def chart_keys() -> tuple[str, ...]:
    """Return the keys of the indicators that have a run chart."""
    return tuple(key for key, indicator in INDICATORS.items() if indicator.has_run_chart)


@lru_cache(maxsize=256)
def outcome(measure: str, selection: Selection) -> Outcome:
    """Return one outcome from all sides for the courses that a selection holds."""
    return qi_outcome.outcome(dataset(), measure, selection)
