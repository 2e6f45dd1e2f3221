"""The synthetic sample, and the lattices of its indicators: read and computed once in a test run."""

from functools import cache
from pathlib import Path

from qi.indicators import INDICATORS
from qi.lattice import lattice
from qi.sources import open_dataset

SAMPLE = Path(__file__).parents[1] / "data" / "sample"


@cache
def sample():
    return open_dataset(SAMPLE)


@cache
def lattice_of(key):
    return lattice(sample(), INDICATORS[key])
