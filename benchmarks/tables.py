"""What one selection costs the method: from the filters to the subgroup tables, in processor time."""

from __future__ import annotations

import itertools
import time
from statistics import median

from qi.analysis import analyse_all
from qi.dataset import Dataset
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.sources import open_dataset
from qi.subgroups import axis_of, subgroup_table
from scripts import driver


def selections(dataset: Dataset, count: int = 40) -> list[Selection]:
    """Return selections of pairs of municipalities and one age group each: nobody has asked for them before."""
    pairs = itertools.combinations(dataset.codes["municipality"], 2)
    chosen = itertools.product(pairs, dataset.codes["age_group"])
    return [Selection(municipality=pair, age_group=(age,)) for pair, age in itertools.islice(chosen, count)]


def tables_ms(dataset: Dataset, selection: Selection) -> float:
    """Return the milliseconds to make the subgroup tables of every indicator."""
    wanted = [indicator for indicator in INDICATORS.values() if indicator.spec]
    started = time.process_time()
    axis = axis_of(dataset, selection)
    sums = dataset.cube.select(selection, [indicator.key for indicator in wanted])
    for indicator in wanted:
        subgroup_table(dataset, indicator, selection, axis=axis, sums=sums[indicator.key])
    return (time.process_time() - started) * 1000


def analyses_ms(dataset: Dataset, selection: Selection) -> float:
    """Return the milliseconds to make every analysis of the overview."""
    started = time.process_time()
    analyse_all(dataset, selection)
    return (time.process_time() - started) * 1000


def measured() -> tuple[float, float]:
    """Return the typical milliseconds of processor time for all subgroup tables, and for all analyses."""
    dataset = open_dataset(driver.SAMPLE)
    chosen = selections(dataset)
    tables = [tables_ms(dataset, selection) for selection in chosen]
    analyses = [analyses_ms(dataset, selection) for selection in chosen]
    return median(tables), median(analyses)
