"""The reference pages of the Python names and of the commands, from the docstrings and the parsers themselves."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib import import_module
from typing import Any

import qi
from dashboard.__main__ import parser as server_parser
from qi.cli import parser
from qi.indicators import INDICATORS

LONGEST = 100
"""Characters of a signature on one line."""
MORE = {
    "qi.sources": ("open_dataset",),
    "qi.selection": ("Selection", "Period"),
    "qi.indicators": ("INDICATORS",),
    "qi.analysis": ("Analysis", "analyse", "analyse_all"),
    "qi.series": ("analyse_series",),
    "qi.wording": ("verdict_text",),
    "dashboard.notebook": ("chart", "charts", "Figures"),
}
"""What a notebook needs beside the names of ``qi`` itself."""

PYTHON = """Everything in `qi` may be imported; these names are kept. The pages are made from the same
records. A first use: [in a notebook](../tutorials/in-a-notebook.md)."""

COMMANDS = """Two commands are installed. Each ends with 0, or with 2 and one sentence on standard error; `qi import`
ends with 1 when rows were set aside."""


def python_page(generated: str) -> str:
    """Return the names that are kept, with signature, docstring and fields."""
    parts = [f"# The Python names\n\n{generated}\n\n{PYTHON}", "## qi", *(_name(qi, name) for name in qi.__all__)]
    for module, names in MORE.items():
        parts += [f"## {module}", *(_name(import_module(module), name) for name in names)]
    return "\n\n".join(parts) + "\n"


def _name(module: Any, name: str) -> str:
    found = getattr(module, name)
    if not callable(found):
        return f"### {name}\n\n`{name}` maps the key of each of the {len(found)} indicators to its record."
    said = inspect.getdoc(found) or ""
    if is_dataclass(found) and isinstance(found, type):
        kept = [f"`{one.name}`" for one in fields(found) if not one.name.startswith("_")]
        return f"### {name}\n\n{said}\n\nFields: {', '.join(kept)}."
    if isinstance(found, type) and issubclass(found, Enum):
        return f"### {name}\n\n{said}\n\nOne of {', '.join(f'`{one.name}`' for one in found)}."
    return f"### {name}\n\n```py\n{_signature(name, found)}\n```\n\n{said}"


def _signature(name: str, function: Any) -> str:
    """Return the signature as it is written, an argument a line where it is long."""
    shown = inspect.signature(function)
    arguments, back = list(_arguments(shown)), f" -> {shown.return_annotation}"
    line = f"{name}({', '.join(arguments)}){back}"
    if len(line) <= LONGEST:
        return line
    return "\n".join([f"{name}(", *(f"    {one}," for one in arguments), f"){back}"])


def _arguments(shown: inspect.Signature) -> Iterator[str]:
    is_marked = False
    for one in shown.parameters.values():
        is_marked = is_marked or one.kind is one.VAR_POSITIONAL
        if one.kind is one.KEYWORD_ONLY and not is_marked:
            is_marked = True
            yield "*"
        stars = "*" if one.kind is one.VAR_POSITIONAL else ""
        default = "" if one.default is one.empty else f" = {one.default!r}"
        yield f"{stars}{one.name}: {one.annotation}{default}"


def commands_page(generated: str) -> str:
    """Return every command with its arguments, from the parsers that read them."""
    parts = [f"# The commands\n\n{generated}\n\n{COMMANDS}"]
    for one in (server_parser(), parser()):
        parts += [f"## {one.prog}\n\n{one.description}", *_tables(one)]
    return "\n\n".join(parts) + "\n"


def _tables(command: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the table of a command's own arguments, and then each of its commands."""
    rows = [_row(one) for one in command._actions if not isinstance(one, _UNLISTED)]
    if rows:
        yield "| argument | is |\n|---|---|\n" + "\n".join(rows)
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {one.dest: one.help or "" for one in action._choices_actions}
            for name, below in action.choices.items():
                yield f"### {below.prog}\n\n{helps[name][:1].upper()}{helps[name][1:]}."
                yield from _tables(below)


def _choices(choices: list[str]) -> str:
    if len(choices) > 1 and set(choices) <= set(INDICATORS):
        return " The key of [an indicator](indicators.md)."
    return f" One of {', '.join(f'`{choice}`' for choice in choices)}."


_UNLISTED = (argparse._HelpAction, argparse._SubParsersAction)


def _row(one: argparse.Action) -> str:
    shown = one.option_strings[-1] if one.option_strings else one.metavar or one.dest.upper()
    is_flag = one.nargs == 0
    value = "" if is_flag or not one.option_strings else f" {one.metavar or one.dest.upper()}"
    choices = _choices(list(one.choices)) if one.choices else ""
    needed = " Needed." if one.required and one.option_strings else ""
    said = f"{one.help[:1].upper()}{one.help[1:]}." if one.help else ""
    return f"| `{shown}{value}` | {f'{said}{choices}{needed}'.strip()} |"
