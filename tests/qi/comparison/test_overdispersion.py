"""Over-dispersion value by value against FunnelPlotR 0.6.0: 28 funnels, nothing further off than 1e-6."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from qi.comparison.overdispersion import (
    Dispersion,
    Remedy,
    Trim,
    dispersion,
    is_kept,
    widened_limits,
    winsorised,
    z_scores,
)
from qi.comparison.scales import ARCSINE, LOG, SQUARE_ROOT

GOLDEN = Path(__file__).parents[2] / "golden" / "funnelplotr" / "funnels.jsonl"
CASES = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
Z = {"95": 1.959964, "998": 3.090232}
AGREES = 1e-6


def kind_of(case):
    return case["options"].get("sr_method") or case["options"]["data_type"]


def counts_of(case):
    return tuple(np.array(case["inputs"][name], dtype=float) for name in ("numerator", "denominator"))


def spread_of(case):
    """z-scores, standard errors and dispersion of one golden funnel, by our own functions."""
    hits, size = counts_of(case)
    kind, how = kind_of(case), Trim.TRUNCATE if kind_of(case) == "SHMI" else Trim.WINSORISE
    if kind == "RC":
        # A ratio of two counts, which the dashboard has no use for: its scores are made here, the rest is ours.
        error = np.sqrt(hits / (hits + 0.5) ** 2 + size / (size + 0.5) ** 2)
        z = (np.log((hits + 0.5) / (size + 0.5)) - np.log(hits.sum() / size.sum())) / error
    else:
        scale = {"PR": ARCSINE, "CQC": SQUARE_ROOT, "SHMI": LOG}[kind]
        target = hits.sum() / size.sum() if kind == "PR" else 1.0
        error = scale.standard_error(size)
        z = z_scores(hits / size, size, target, scale)
    return z, error, dispersion(z, error, trim=case["options"].get("trim_by", 0.1), how=how)


def test_all_28_funnels_are_there():
    assert len(CASES) == 28
    assert {kind_of(case) for case in CASES} == {"PR", "SHMI", "CQC", "RC"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_z_scores_before_and_after_trimming_agree(case):
    z, _, _ = spread_of(case)
    trim = case["options"].get("trim_by", 0.1)
    kept = np.where(is_kept(z, trim=trim), z, np.nan) if kind_of(case) == "SHMI" else winsorised(z, trim=trim)
    groups = case["outputs"]["groups"]
    assert np.allclose(z, groups["z_unadjusted"], rtol=0, atol=AGREES)
    assert np.allclose(kept, np.array(groups["z_wins_or_trunc"], dtype=float), rtol=0, atol=AGREES, equal_nan=True)


@pytest.mark.parametrize("case", [case for case in CASES if case["outputs"]["phi"]], ids=lambda case: case["id"])
def test_the_dispersion_and_the_variance_between_units_agree(case):
    _, _, spread = spread_of(case)
    assert spread.phi == pytest.approx(case["outputs"]["phi"], abs=AGREES)
    assert spread.tau2 == pytest.approx(case["outputs"]["tau2"], abs=AGREES)


@pytest.mark.parametrize("case", [case for case in CASES if kind_of(case) != "RC"], ids=lambda case: case["id"])
def test_widened_limits_agree(case):
    hits, size = counts_of(case)
    kind = kind_of(case)
    scale = {"PR": ARCSINE, "CQC": SQUARE_ROOT, "SHMI": LOG}[kind]
    target = hits.sum() / size.sum() if kind == "PR" else 1.0
    tau2 = case["outputs"]["tau2"]
    for name, z in Z.items():
        ours = widened_limits(size, target, Dispersion(phi=1.0, tau2=tau2, n_units=len(size)), scale=scale, z=z)
        for limit, side in zip(ours, ("lcl", "ucl"), strict=True):
            theirs = np.array(case["outputs"]["groups"][f"od_{side}{name}"])
            theirs = theirs / case["options"].get("multiplier", 1)
            # They leave the limits of the square root on that scale, so theirs are squared here (where-we-differ.md).
            assert np.allclose(limit, theirs**2 if kind == "CQC" else theirs, rtol=0, atol=AGREES)


def test_winsorising_moves_the_tails_to_the_deciles_of_r():
    z = np.array([-9.0, -1.0, -0.5, 0.0, 0.2, 0.4, 0.6, 1.0, 1.5, 8.0])
    low, high = stats.mstats.mquantiles(z, [0.1, 0.9], alphap=1, betap=1)
    assert winsorised(z).tolist() == pytest.approx([low, *z[1:-1].tolist(), high])


def test_one_wild_unit_does_not_widen_the_limits_it_is_judged_by():
    z = np.array([-1.2, -0.8, -0.4, -0.1, 0.0, 0.1, 0.3, 0.5, 0.9, 1.1, 40.0])
    error = np.full(11, 0.03)
    assert not dispersion(z, error).is_over
    assert float(np.mean(z**2)) > 100


@pytest.mark.parametrize(("phi", "is_over"), [(1.99, False), (2.01, True)])
def test_eight_units_are_over_dispersed_from_a_phi_of_two(phi, is_over):
    assert Dispersion(phi=phi, tau2=0.0, n_units=8).is_over is is_over


def test_the_multiplicative_remedy_is_a_factor_and_never_narrows():
    size = np.array([25.0, 400.0])
    wide = widened_limits(size, 0.5, Dispersion(4.0, 0.0, 20), scale=ARCSINE, z=2.0, remedy=Remedy.MULTIPLICATIVE)
    chance = widened_limits(size, 0.5, Dispersion(0.3, 0.0, 20), scale=ARCSINE, z=4.0, remedy=Remedy.MULTIPLICATIVE)
    assert np.allclose(wide, chance)


def test_the_additive_remedy_leaves_a_floor_that_no_size_removes():
    low, high = widened_limits(np.array([1e9]), 0.5, Dispersion(9.0, 0.0025, 20), scale=ARCSINE, z=2.0)
    assert (low[0], high[0]) == pytest.approx((np.sin(np.pi / 4 - 0.1) ** 2, np.sin(np.pi / 4 + 0.1) ** 2), abs=1e-6)


def test_a_limit_beyond_the_scale_stays_at_its_end():
    low, high = widened_limits(np.array([3.0]), 0.1, Dispersion(0.0, 0.0, 5), scale=ARCSINE, z=3.09)
    assert (low[0], high[0]) == (0.0, pytest.approx(np.sin(np.arcsin(np.sqrt(0.1)) + 3.09 / (2 * np.sqrt(3))) ** 2))


def test_no_units_have_no_dispersion():
    assert dispersion(np.array([]), np.array([])) == Dispersion(phi=0.0, tau2=0.0, n_units=0)
