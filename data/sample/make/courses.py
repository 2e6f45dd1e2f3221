"""Referrals and the way through the course: contact, needs assessment, offer, start, sessions, end or dropout."""

from __future__ import annotations

import holidays
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.sample.make.exact import choose
from data.sample.make.places import (
    AS_OF,
    FIRST_MONTH,
    MONTHS,
    MUNICIPALITIES,
    PROGRAMMES,
    UNITS,
    month_index,
    unit_code,
)
from data.sample.make.rates import Rates

NEVER = np.datetime64("NaT", "D")
WORKING = np.busdaycalendar(
    holidays=sorted(np.datetime64(d) for d in holidays.country_holidays("DK", years=range(2018, 2029)))
)
CANCER, DIABETES = PROGRAMMES.index("cancer"), PROGRAMMES.index("diabetes")
HAVNSTED = MUNICIPALITIES.index("907")

SOURCES_119 = {
    "A1": 0.16,
    "A2": 0.01,
    "A3": 0.02,
    "A4": 0.03,
    "A5": 0.03,
    "A6": 0.03,
    "A7": 0.05,
    "A8": 0.01,
    "A9": 0.33,
    "A10": 0.03,
    "A11": 0.06,
    "A12": 0.19,
    "A13": 0.01,
    "A15": 0.01,
    "unknown": 0.03,
}
SOURCES_140 = {"A11": 0.46, "A12": 0.44, "A13": 0.01, "A14": 0.07, "unknown": 0.02}
SHARE_140 = (0.30, 0.03, 0.22, 0.08)
WEEKS = ((10, 26), (12, 24), (8, 18), (8, 20))  # shortest and longest course
REFUSALS = {"not_relevant": 0.40, "too_far": 0.25, "already_in_course": 0.20, "other_illness": 0.15}
DROPOUTS = {
    "event_ends_course": 0.18,
    "no_need_citizen": 0.22,
    "no_need_professional": 0.10,
    "not_in_touch": 0.25,
    "other_illness": 0.12,
    "transport_cost": 0.03,
    "transport_logistics": 0.06,
    "other_training": 0.04,
}


def month_of(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Return positions on the month axis, clipped to it; a missing date gives 0."""
    index = (days.astype("datetime64[M]") - FIRST_MONTH).astype(np.int64)
    return np.clip(np.where(np.isnat(days), 0, index), 0, MONTHS - 1)


def dates(frame: pd.DataFrame, name: str) -> NDArray[np.datetime64]:
    """Return a column as days: pandas keeps nothing coarser than seconds."""
    return frame[name].to_numpy().astype("datetime64[D]")


def in_havnsted(courses: pd.DataFrame, programme: int) -> NDArray[np.bool_]:
    """Return which courses belong to one programme of the calibrated municipality 907."""
    return ((courses["m"] == HAVNSTED) & (courses["p"] == programme)).to_numpy()


def rate(
    table: Rates, name: str, courses: pd.DataFrame, months: NDArray[np.int64] | None = None
) -> NDArray[np.float64]:
    """Return the rate of every course in the month given, or in the month it was received."""
    at = month_of(dates(courses, "received")) if months is None else months
    return table[name][courses["m"].to_numpy(), courses["p"].to_numpy(), at]


def pick(rng: np.random.Generator, shares: dict[str, float], size: int) -> NDArray[np.str_]:
    """Return codes drawn with the given shares."""
    codes, weights = np.array(list(shares)), np.array(list(shares.values()))
    return codes[np.minimum(np.searchsorted(np.cumsum(weights), rng.random(size)), len(codes) - 1)]


def workdays_after(days: NDArray[np.datetime64], lags: NDArray[np.int64]) -> NDArray[np.datetime64]:
    """Return the dates so many working days later; a missing date stays missing."""
    known = ~np.isnat(days)
    out = np.full(len(days), NEVER)
    out[known] = np.busday_offset(days[known], lags[known], roll="forward", busdaycal=WORKING)
    return out


def make_courses(rng: np.random.Generator, table: Rates) -> pd.DataFrame:
    """Return one row per course with the dates of its events (NaT where it never happens)."""
    courses = _received(rng, table)
    n = len(courses)
    courses["is_140"] = rng.random(n) < np.array(SHARE_140)[courses["p"]]
    courses["source"] = np.where(courses["is_140"], pick(rng, SOURCES_140, n), pick(rng, SOURCES_119, n))
    _reach(rng, table, courses)
    _offer(rng, table, courses)
    _first_date(rng, table, courses)
    _place(rng, courses)
    _close(rng, table, courses)
    return courses


def _received(rng: np.random.Generator, table: Rates) -> pd.DataFrame:
    counts = rng.poisson(table["referrals"])
    # F-A01: exactly 901 referrals, each sent a start questionnaire, in 2023-2024.
    counts[HAVNSTED, CANCER, month_index("2023-01") : month_index("2025-01")] = rng.multinomial(
        901, np.full(24, 1 / 24)
    )
    m, p, t = (np.repeat(index.ravel(), counts.ravel()) for index in np.indices(counts.shape))
    months = FIRST_MONTH + np.arange(MONTHS + 1)
    first = np.busday_offset(months.astype("datetime64[D]"), 0, roll="forward", busdaycal=WORKING)
    length = np.busday_count(first[:-1], first[1:], busdaycal=WORKING)
    day = np.floor(rng.random(len(t)) * length[t]).astype(int)
    received = np.busday_offset(first[t], day, roll="forward", busdaycal=WORKING)
    frame = pd.DataFrame({"m": m, "p": p, "received": received})[received <= AS_OF]
    return frame.sort_values(["received", "m", "p"], kind="stable", ignore_index=True)


def _reach(rng: np.random.Generator, table: Rates, courses: pd.DataFrame) -> None:
    n, received = len(courses), dates(courses, "received")
    u = rng.random(n)
    is_prompt, is_reached = u < rate(table, "contact_on_time", courses), u < rate(table, "contacted", courses)
    lag = np.where(is_prompt, rng.choice([0, 1, 1, 2, 2, 3, 3, 4, 5], n), 6 + rng.integers(0, 3, n))
    courses["contact"] = np.where(is_reached, workdays_after(received, lag), NEVER)
    reached_share = rate(table, "contacted", courses)
    v = rng.random(n) * reached_share
    is_timely = is_reached & (v < rate(table, "assessed_on_time", courses))
    is_assessed = is_reached & (v < rate(table, "assessed", courses))
    assessed_lag = np.where(
        is_timely, rng.choice([4, 5, 6, 6, 7, 7, 8, 8, 9, 10], n), 11 + np.floor(rng.gamma(1.5, 5, n))
    )
    assessed_lag = np.maximum(assessed_lag.astype(int), lag)
    courses["assessed"] = np.where(is_assessed, workdays_after(received, assessed_lag), NEVER)
    courses["phone"] = _phone(rng, courses)


def _phone(rng: np.random.Generator, courses: pd.DataFrame) -> NDArray[np.datetime64]:
    """Telefonmetoden in 907 from February 2021: 96 percent of the referred are reached by telephone (F-A08)."""
    received, contact = dates(courses, "received"), dates(courses, "contact")
    uses = in_havnsted(courses, CANCER) & (month_of(received) >= month_index("2021-02"))
    candidates = uses & ~np.isnat(contact)
    score = rng.random(len(courses))
    called = candidates & (score < 0.96 / 0.985)
    year = received.astype("datetime64[Y]") == np.datetime64("2022")
    called = choose(score, uses & year, 0.96, among=candidates, chosen=called)
    return np.where(called, contact, NEVER)


def _offer(rng: np.random.Generator, table: Rates, courses: pd.DataFrame) -> None:
    n, assessed = len(courses), dates(courses, "assessed")
    is_offered = ~np.isnat(assessed) & (rng.random(n) < rate(table, "offered", courses))
    courses["offer"] = np.where(is_offered, workdays_after(assessed, rng.integers(0, 3, n)), NEVER)
    offer = dates(courses, "offer")
    refuses = is_offered & (rng.random(n) < rate(table, "declined", courses, month_of(offer)))
    courses["declined"] = np.where(refuses, workdays_after(offer, rng.integers(0, 4, n)), NEVER)
    courses["refusal"] = np.where(refuses, pick(rng, REFUSALS, n), "")
    is_sent_on = ~np.isnat(assessed) & (rng.random(n) < rate(table, "referred_on", courses)) & ~refuses
    is_sent_on &= (courses["m"] < 6).to_numpy()
    courses["referred_on"] = np.where(is_sent_on, workdays_after(assessed, rng.integers(0, 4, n)), NEVER)
    plan = workdays_after(offer, 2 + np.floor(rng.gamma(2.2, 3.5, n)).astype(int))
    may_start = is_offered & ~refuses
    score = rng.random(n)
    starts = may_start & (score < rate(table, "shows", courses))
    courses["start"] = np.where(_exact_starts(courses, plan, may_start, score, starts), plan, NEVER)


def _exact_starts(
    courses: pd.DataFrame,
    plan: NDArray[np.datetime64],
    may_start: NDArray[np.bool_],
    score: NDArray[np.float64],
    starts: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """F-A08: 54 percent of the 2022 referrals to cancer in 907 start. F-C01: 461 start with diabetes in 2019-2020."""
    received = dates(courses, "received").astype("datetime64[Y]")
    phoned = in_havnsted(courses, CANCER) & (received == np.datetime64("2022"))
    starts = choose(score, phoned, 0.54, among=may_start, chosen=starts)
    early = in_havnsted(courses, DIABETES) & (plan < np.datetime64("2021-01-01"))
    return choose(score, early, 461, among=may_start & early, chosen=starts)


def _first_date(rng: np.random.Generator, table: Rates, courses: pd.DataFrame) -> None:
    """Paragraph 140: discharge, a later start stated in one plan of ten, and the first date offered."""
    n, is_140, received = len(courses), courses["is_140"].to_numpy(), dates(courses, "received")
    discharged = received - rng.choice([0, 0, 0, 1, 1, 2], n)
    deferred = workdays_after(discharged + rng.integers(14, 43, n), np.zeros(n, int))
    is_deferred = is_140 & (rng.random(n) < 0.10) & (deferred <= AS_OF)
    clock = np.where(is_deferred, deferred, discharged)
    is_prompt = rng.random(n) < rate(table, "offered_in_7_days", courses, month_of(clock))
    latest = clock + rng.choice([4, 5, 6, 6, 7, 7], n)
    prompt = np.busday_offset(latest, 0, roll="preceding", busdaycal=WORKING)
    late = np.busday_offset(
        clock + 8 + np.floor(rng.gamma(1.5, 5, n)).astype(int), 0, roll="forward", busdaycal=WORKING
    )
    # Plans that belong elsewhere are found among those never assessed: nobody starts a course sent in error.
    is_elsewhere = is_140 & np.isnat(dates(courses, "assessed")) & (rng.random(n) < 0.45)
    keeps_right = is_140 & ~is_elsewhere & (rng.random(n) < 0.01)
    elsewhere = pick(rng, {"other_municipality": 0.4, "free_choice": 0.4, "sent_in_error": 0.2}, n)
    courses["reason"] = np.where(is_elsewhere, elsewhere, np.where(keeps_right, "free_choice_declined", ""))
    is_offered = is_140 & ~is_elsewhere & (rng.random(n) < 0.98)
    courses["discharged"] = np.where(is_140, discharged, NEVER)
    courses["deferred"] = np.where(is_deferred, deferred, NEVER)
    courses["start_offered"] = np.where(is_offered, np.maximum(np.where(is_prompt, prompt, late), clock), NEVER)


def _place(rng: np.random.Generator, courses: pd.DataFrame) -> None:
    """Choose the unit: at random, but in 907 by programme, and diabetes in Gruppe 1 only for starts until 2020."""
    sizes = np.array([len(UNITS[code]) for code in MUNICIPALITIES])[courses["m"]]
    at = np.floor(rng.random(len(courses)) * sizes).astype(int)
    start, received = dates(courses, "start"), dates(courses, "received")
    began = np.where(np.isnat(start), received, start)
    is_early = (courses["p"] == DIABETES).to_numpy() & (began < np.datetime64("2021-01-01"))
    by_programme = np.where(
        courses["p"] == CANCER, (rng.random(len(courses)) < 0.45).astype(int), np.where(is_early, 0, 2)
    )
    at = np.where(courses["m"] == HAVNSTED, by_programme, at)
    codes = np.array(MUNICIPALITIES)[courses["m"]]
    courses["unit"] = [unit_code(code, position) for code, position in zip(codes, at, strict=True)]


def _close(rng: np.random.Generator, table: Rates, courses: pd.DataFrame) -> None:
    """Complete or drop out; F-A02: exactly 235 completed cancer courses in 907 from October 2023 to December 2024."""
    n, start = len(courses), dates(courses, "start")
    shortest, longest = np.array(WEEKS).T[:, courses["p"]]
    days = np.floor(7 * (shortest + rng.beta(2, 2.5, n) * (longest - shortest))).astype(int)
    end = workdays_after(start + days, np.zeros(n, int))
    score = rng.random(n)
    begins = ~np.isnat(start)
    completes = begins & (score < rate(table, "completed", courses, month_of(start)))
    is_then = (end >= np.datetime64("2023-10-01")) & (end < np.datetime64("2025-01-01"))
    window = in_havnsted(courses, CANCER) & is_then
    completes = choose(score, window, 235, among=begins, chosen=completes)
    leaves = workdays_after(start + np.floor(days * rng.uniform(0.1, 0.8, n)).astype(int), np.ones(n, int))
    courses["planned_end"] = end
    courses["end"] = np.where(completes, end, NEVER)
    courses["dropout"] = np.where(begins & ~completes, leaves, NEVER)
    courses["dropout_reason"] = pick(rng, DROPOUTS, n)
    for name in (
        "contact",
        "assessed",
        "phone",
        "offer",
        "declined",
        "referred_on",
        "start",
        "start_offered",
        "end",
        "dropout",
    ):
        day = dates(courses, name)
        courses[name] = np.where(day > AS_OF, NEVER, day)


def make_sessions(rng: np.random.Generator, table: Rates, courses: pd.DataFrame) -> pd.DataFrame:
    """Return the planned sessions of started courses, after the first talk that starts them: at most nine."""
    started = courses[courses["start"].notna()]
    stop = started["end"].fillna(started["dropout"]).fillna(started["planned_end"]).to_numpy().astype("datetime64[D]")
    start = dates(started, "start")
    count = np.minimum(2 + (stop - start).astype(int) // 14, 9)
    row = np.repeat(np.arange(len(started)), count)
    number = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    day = start[row] + ((stop - start).astype(int)[row] * (number + 1) // (count[row] + 1))
    planned = np.busday_offset(day.astype("datetime64[D]"), 0, roll="forward", busdaycal=WORKING)
    of_course = started.iloc[row]
    month = month_of(planned)
    u = rng.random(len(row))
    is_noshow = u > 1 - rate(table, "noshow", of_course, month)
    status = np.where(
        u < rate(table, "attended", of_course, month), "attended", np.where(is_noshow, "noshow", "cancelled")
    )
    delivery = pick(rng, {"group": 0.66, "individual": 0.24, "phone": 0.06, "digital": 0.04}, len(row))
    frame = pd.DataFrame(
        {"c": of_course.index.to_numpy(), "planned_on": planned, "status": status, "delivery": delivery}
    )
    return frame[planned <= AS_OF].reset_index(drop=True)
