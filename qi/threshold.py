"""The threshold of small numbers that a place chooses, and between which limits it may choose."""

from __future__ import annotations

K_ALLOWED = (3, 10)
"""A municipality may choose its threshold between these: 3 is the least in Danish statistics, 10 the usual most."""


def threshold(chosen: str | None) -> int:
    """Return the fewest citizens behind a number that may be shown; 5 unless another is chosen.

    Raises ValueError for what is no whole number from 3 to 10.
    """
    text = "5" if chosen is None else chosen.strip()
    least, most = K_ALLOWED
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise ValueError(f"KVALITETSTAVLE_K_MIN needs a whole number from {least} to {most}, got {text!r}: correct it")
    return int(text)
