"""Questionnaires sent and answered, and the answers item by item, correlated within a citizen over the waves."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr

from data.sample.make.courses import CANCER, HAVNSTED, NEVER, dates, in_havnsted, month_of, rate
from data.sample.make.exact import choose, in_diabetes_cohort
from data.sample.make.places import AS_OF, PROGRAMME_NAMES
from data.sample.make.published import ACTIVITY, COMPLETE_ANSWERS, FITNESS, GROUPS, calibrate
from data.sample.make.rates import Rates

WAVES = ("start", "end", "followup")
# F-A03 gives e01, e02 and e03; e04 is ours.
BENEFITS = {"e01": 78, "e02": 63, "e03": 84, "e04": 46}
LONELY = {"start": (0.62, 0.27, 0.11), "end": (0.66, 0.25, 0.09), "followup": (0.65, 0.26, 0.09)}
MISSING_ITEM = 0.015


def make_questionnaires(rng: np.random.Generator, table: Rates, courses: pd.DataFrame) -> pd.DataFrame:
    """Return one row per questionnaire sent: c, wave, sent, answered (NaT where not)."""
    start = _wave(rng, table, courses, "start", dates(courses, "received"))
    ended = courses[courses["end"].notna()]
    end = _wave(rng, table, ended, "end", dates(ended, "end"))
    by_answer = np.array([anchor == "end_answered" for *_, anchor, _ in PROGRAMME_NAMES])[ended["p"]]
    anchor = np.where(by_answer, dates(end, "answered"), dates(ended, "end"))
    months = np.array([count for *_, count in PROGRAMME_NAMES])[ended["p"]]
    answered_twice = start["answered"].notna().to_numpy()[ended.index] & end["answered"].notna().to_numpy()
    followup = _wave(rng, table, ended, "followup", add_months(anchor, months), answered_twice=answered_twice)
    return pd.concat([start, end, followup], ignore_index=True)


def add_months(days: NDArray[np.datetime64], months: NDArray[np.int64]) -> NDArray[np.datetime64]:
    """Return the same day of a later month, or its last day; a missing date stays missing."""
    month = days.astype("datetime64[M]")
    target = month + months
    day = np.minimum(
        days - month.astype("datetime64[D]"), (target + 1).astype("datetime64[D]") - target.astype("datetime64[D]") - 1
    )
    return target.astype("datetime64[D]") + day


def _wave(
    rng: np.random.Generator,
    table: Rates,
    courses: pd.DataFrame,
    wave: str,
    sent: NDArray[np.datetime64],
    *,
    answered_twice: NDArray[np.bool_] | None = None,
) -> pd.DataFrame:
    n = len(courses)
    score = rng.random(n)
    known = ~np.isnat(sent) & (sent <= AS_OF)
    answers = known & (score < rate(table, f"answered_{wave}", courses, month_of(sent)))
    scope, wanted = _published_response(courses, wave, sent, answered_twice)
    answers = choose(score, scope & known, wanted, among=known, chosen=answers)
    answered = np.where(answers, sent + np.floor(rng.beta(1.2, 2.5, n) * 26).astype(int), NEVER)
    # An answer of a calibrated year stays in that year, whichever date an indicator is charted by.
    year_end = (sent.astype("datetime64[Y]") + 1).astype("datetime64[D]") - 1
    answered = np.where((courses["m"] == HAVNSTED) & (answered > year_end), year_end, answered)
    answered = np.where(answered > AS_OF, NEVER, answered)
    frame = pd.DataFrame({"c": courses.index, "wave": wave, "sent": sent, "answered": answered})
    return frame[known].reset_index(drop=True)


def _published_response(
    courses: pd.DataFrame, wave: str, sent: NDArray[np.datetime64], answered_twice: NDArray[np.bool_] | None
) -> tuple[NDArray[np.bool_], int]:
    """Return whose answers are counted exactly, and how many there are.

    F-A01: 730 of 901 (81 percent) at start in 2023-2024. F-A02: 179 of 235 (76 percent) at end from October 2023 to
    December 2024. F-C04 and F-C05: 113 answered at start, end and follow-up.
    """
    if answered_twice is not None:
        return in_diabetes_cohort(courses) & answered_twice, COMPLETE_ANSWERS
    first, wanted = ("2023-01-01", 730) if wave == "start" else ("2023-10-01", 179)
    is_then = (sent >= np.datetime64(first)) & (sent < np.datetime64("2025-01-01"))
    return is_then & in_havnsted(courses, CANCER), wanted


def make_responses(rng: np.random.Generator, table: Rates, courses: pd.DataFrame, sent: pd.DataFrame) -> pd.DataFrame:
    """Return one row per answered item: c, wave, instrument, item, value (NaN where the item was left out)."""
    person = rng.normal(size=len(courses))
    parts = []
    for wave in WAVES:
        answered = sent[(sent["wave"] == wave) & sent["answered"].notna()]
        parts += _answers(
            rng, table, courses.loc[answered["c"]], wave, person[answered["c"]], month_of(dates(answered, "sent"))
        )
    frame = pd.concat(parts, ignore_index=True)
    is_calibrated = frame["item"].isin(["srh", "activity", "fitness"]) & frame["c"].map(courses["m"]).eq(HAVNSTED)
    frame["value"] = frame["value"].where((rng.random(len(frame)) >= MISSING_ITEM) | is_calibrated)
    frame["order"] = frame["wave"].map({wave: order for order, wave in enumerate(WAVES)})
    frame = frame.sort_values(["c", "order", "instrument", "item"], kind="stable", ignore_index=True)
    calibrate(rng, courses, sent, frame)
    return frame


def _answers(
    rng: np.random.Generator,
    table: Rates,
    courses: pd.DataFrame,
    wave: str,
    person: NDArray[np.float64],
    month: NDArray[np.int64],
) -> list[pd.DataFrame]:
    n = len(courses)
    mood = 0.75 * person + 0.66 * rng.normal(size=n)  # variance 1: what the waves of one citizen share
    rank = ndtr(mood)
    parts = [_item(courses, wave, "srh", "srh", _self_rated(1 - rank, _good_share(table, courses, wave, month)))]
    level = rate(table, f"who5_{wave}", courses, month) + 19 * mood
    for number in range(1, 6):
        value = np.clip(np.rint(level / 20 + rng.normal(0, 0.75, n)), 0, 5)
        parts.append(_item(courses, wave, "who5", f"who5_{number}", value))
    for number in range(1, 4):
        lonely = ndtr(-0.6 * mood + 0.8 * rng.normal(size=n))
        parts.append(_item(courses, wave, "tils", f"tils_{number}", _ordinal(lonely, LONELY[wave])))
    for name, shares in (("activity", ACTIVITY[wave]), ("fitness", FITNESS[wave])):
        parts.append(_item(courses, wave, name, name, _ordinal(ndtr(0.5 * mood + 0.866 * rng.normal(size=n)), shares)))
    if wave == "end":
        parts += [_benefit(rng, courses, mood, item, share / 100) for item, share in BENEFITS.items()]
    return parts


def _good_share(table: Rates, courses: pd.DataFrame, wave: str, month: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share with good self-rated health; the two groups of F-A04 keep their own level over all months."""
    good = rate(table, f"srh_good_{wave}", courses, month)
    for unit, levels in GROUPS.items():
        in_group = (courses["unit"].eq(unit) & courses["p"].eq(CANCER)).to_numpy()
        good = np.where(in_group, levels[WAVES[:2].index(wave if wave == "start" else "end")] / 100, good)
    return good


def _item(courses: pd.DataFrame, wave: str, instrument: str, item: str, value: NDArray) -> pd.DataFrame:
    return pd.DataFrame({"c": courses.index, "wave": wave, "instrument": instrument, "item": item, "value": value})


def _ordinal(rank: NDArray[np.float64], shares: tuple[float, ...]) -> NDArray[np.int64]:
    """Return 1, 2, ... for ranks in 0-1, low ranks first, with the given shares (any total)."""
    edges = np.cumsum(shares) / np.sum(shares)
    return 1 + np.minimum(np.searchsorted(edges, rank, side="right"), len(shares) - 1)


def _self_rated(rank: NDArray[np.float64], good: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return 1 fremragende to 5 daarligt; ``good`` is the share of 1, 2 and 3."""
    edges = np.stack([0.07 * good, 0.36 * good, good, good + 0.74 * (1 - good)])
    return 1 + (rank > edges).sum(axis=0)


def _benefit(rng: np.random.Generator, courses: pd.DataFrame, mood: NDArray, item: str, top_two: float) -> pd.DataFrame:
    rank = ndtr(-0.4 * mood + 0.9165 * rng.normal(size=len(courses)))
    rest = 1 - top_two
    value = _ordinal(rank, (0.42 * top_two, 0.58 * top_two, 0.7 * rest, 0.3 * rest))
    return _item(courses, "end", "benefit", item, value)
