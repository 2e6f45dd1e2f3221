"""The synthetic sample, and the lattices of its indicators: read and computed once in a test run."""

from functools import cache

from qi.indicators import INDICATORS
from qi.lattice import lattice
from scripts.evidence import SAMPLE, sample

__all__ = ["SAMPLE", "lattice_of", "sample"]


@cache
def lattice_of(key):
    return lattice(sample(), INDICATORS[key])
