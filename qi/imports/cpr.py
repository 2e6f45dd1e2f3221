"""Danish personal numbers (CPR) in the engine: checked, turned into sex, birth and a pseudonym, and never kept.

The form is DDMMYY-SSSS. The seventh digit gives the century and the tenth the sex. The modulus is not used: valid
numbers without it are issued since 2007. A day above 60 marks a number given in place of a CPR number; of its sex and
age nothing is known. Source: cpr.dk by way of domain dossier 2.3.
"""

from __future__ import annotations

LOOKS_LIKE = (
    r"(^|[^0-9])(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{2}[-\x{2010}-\x{2015}\x{2212}\s\x{a0}.]?[0-9]{4}([^0-9]|$)"
)
"""What is treated as a personal number wherever it stands (RE2); broader than what is accepted as one."""

_WRITTEN = r"[0-9]{6}[- ]?[0-9]{4}|[0-9]{9}"
"""Nine digits are a number whose leading zero a spreadsheet has dropped."""


def digits(text: str) -> str:
    """Return the expression of the ten digits of a personal number, NULL where the text has not the form of one."""
    plain = f"replace(replace({text}, '-', ''), ' ', '')"
    return f"case when regexp_full_match({text}, '{_WRITTEN}') then lpad({plain}, 10, '0') end"


def is_replacement(ten: str) -> str:
    """Return the expression that says whether the digits ``ten`` are a replacement number."""
    return f"(left({ten}, 2)::int > 60)"


def birth(ten: str) -> str:
    """Return the expression of the date of birth, NULL where the day does not exist in the century of the number."""
    year, seventh = f"substr({ten}, 5, 2)::int", f"substr({ten}, 7, 1)::int"
    century = (
        f"(case when {seventh} <= 3 then 1900 when {seventh} in (4, 9) then case when {year} <= 36 then 2000"
        f" else 1900 end when {year} <= 57 then 2000 else 1800 end)"
    )
    day = f"left({ten}, 2)::int - case when {is_replacement(ten)} then 60 else 0 end"
    return f"try_cast(printf('%04d-%s-%02d', {century} + {year}, substr({ten}, 3, 2), {day}) as date)"


def sex(ten: str) -> str:
    """Return the expression of the sex: an odd last digit is male; unknown for a replacement number."""
    return (
        f"case when {is_replacement(ten)} then 'unknown' when right({ten}, 1)::int % 2 = 1 then 'male'"
        f" when {ten} is not null then 'female' end"
    )


def age(born: str, at: str) -> str:
    """Return the expression of the age in whole years on the date ``at``."""
    return f"date_sub('year', {born}, {at})"


def age_group(age: str) -> str:
    """Return the expression of the age group; unknown where the age is, and below 18."""
    return (
        f"case when {age} is null or {age} < 18 then 'unknown' when {age} < 40 then '18-39'"
        f" when {age} < 50 then '40-49' when {age} < 60 then '50-59' when {age} < 70 then '60-69'"
        f" when {age} < 80 then '70-79' else '80+' end"
    )
