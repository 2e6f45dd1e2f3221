"""The code lists a mapping may name, as ``code_lists.toml`` has them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from qi.imports.export_text import plain_name


@cache
def code_lists() -> dict[str, dict[str, str]]:
    """Return the shipped code lists, label by code: municipality, referral_source, law, dropout_reason and more."""
    return tomllib.loads(files(__package__).joinpath("code_lists.toml").read_text(encoding="utf-8"))


def recognised(name: str) -> dict[str, str]:
    """Return the code of everything that stands for one in a list: label or code, folded as cells are."""
    labels = code_lists()[name]
    folded = {plain_name(label): code for code, label in labels.items()} | {plain_name(code): code for code in labels}
    if name == "municipality":
        folded |= {f"0{code}": code for code in labels}
        folded |= {plain_name(f"{label} Kommune"): code for code, label in labels.items()}
    return folded
