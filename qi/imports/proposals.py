"""Propose what the columns of a file are, from their names and from what they hold; each proposal says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache

from qi.imports.formats.surveyxact import LABEL
from qi.imports.forms import Field, Form, code_of, forms, is_personal, plain_words
from qi.imports.look import ColumnLook, FileLook

KNOWN_NAME = 1.0
SIMILAR_NAME = 0.8
"""A header that abbreviates a known name, or differs from it by a typing error, is about so sure a sign."""

LEAST_NAME = 0.6
LEAST_FIT = 0.5
"""A column of which fewer cells can be read as the kind of a field is not proposed for it."""

GOOD_FIT = 0.9
CLOSE = 0.15
"""Two columns whose scores differ by less are rivals: a person must choose."""

DISTINCTIVE = {"cpr": 0.9, "municipality": 0.7, "source": 0.6, "programme": 0.6, "dropout_reason": 0.6}
"""Kinds of content that tell what a column is without its name; the numbers order them, they are no probabilities."""


class Certainty(StrEnum):
    """How far a proposal may be trusted without looking."""

    SURE = "sure"  # a known name, and the cells fit
    LIKELY = "likely"  # a similar name or telling cells
    GUESS = "guess"  # neither alone is enough, or another column fits as well


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: ``key`` of its sentence and what that is filled with: names, counts and percent, never a cell."""

    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """That the column ``header`` is the field; ``rivals`` are other columns that fit about as well."""

    field: str
    header: str
    certainty: Certainty
    why: tuple[Why, ...]
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What a file is taken for: its form, and a proposal for each field that a column was found for."""

    form: str
    fields: Mapping[str, Proposal]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    field: Field
    look: ColumnLook
    name: float
    fit: float
    is_telling: bool

    @property
    def score(self) -> float:
        told = DISTINCTIVE.get(self.field.kind, DISTINCTIVE.get(self.field.words, 0.0)) if self.is_telling else 0.0
        return 2 * max(self.name, told) + self.fit


def propose(look: FileLook, form: str | None = None) -> Proposals | None:
    """Return the proposals for one form, or for the one that fits best; None where no column is recognised."""
    every = [forms()[form]] if form else list(forms().values())
    matched = [(one, _assign(one, look.columns)) for one in every]
    best, found = max(matched, key=lambda pair: _agreement(*pair))
    if not found and form is None:
        return None
    return Proposals(form=best.name, fields={name: _proposal(match, rivals) for name, (match, rivals) in found.items()})


def _agreement(form: Form, found: Mapping[str, tuple[_Match, Sequence[_Match]]]) -> float:
    """Return how well a form fits: what was recognised, less the columns that tell its lines apart and are missing."""
    missing = [name for name in form.key if name not in found and not form.fields[name].may_be_constant]
    return sum(match.score for match, _ in found.values()) - 4 * len(missing)


def _assign(form: Form, columns: Sequence[ColumnLook]) -> dict[str, tuple[_Match, list[_Match]]]:
    """Give each field its best column, the surest first; a column is one field only."""
    matches = sorted(_matches(form, columns), key=lambda one: -one.score)
    chosen: dict[str, tuple[_Match, list[_Match]]] = {}
    taken: set[str] = set()
    for match in matches:
        if match.field.name not in chosen and match.look.header not in taken:
            rivals = [
                other
                for other in matches
                if other.field is match.field and other is not match and match.score - other.score < CLOSE
            ]
            chosen[match.field.name] = (match, rivals)
            taken.add(match.look.header)
    return {
        name: (match, [other for other in rivals if other.look.header not in taken])
        for name, (match, rivals) in chosen.items()
    }


def _matches(form: Form, columns: Sequence[ColumnLook]) -> Iterator[_Match]:
    headers = {look.header for look in columns}
    for look in columns:
        for one in form.fields.values():
            if one.kind == "code" and f"{look.header}{LABEL}" in headers:
                continue  # the numbers of a survey mean what their labels say
            name, fit = _likeness_of(look.header, one.names), _fit(look, one)
            is_telling = (one.kind == "cpr" or one.words in DISTINCTIVE) and fit >= GOOD_FIT and look.n_filled > 0
            if fit >= LEAST_FIT and (name >= LEAST_NAME or (is_telling and not is_personal(look.header))):
                yield _Match(field=one, look=look, name=name, fit=fit, is_telling=is_telling)


def _fit(look: ColumnLook, one: Field) -> float:
    """Return the share of the filled cells that the field can take; an empty column contradicts nothing."""
    if not look.n_filled:
        return LEAST_FIT
    if one.kind == "code":
        known = [value for value in look.values if code_of(value, one.words) is not None]
        return len(known) / len(look.values) if look.values else 0.0
    if one.kind == "flag":
        return 1.0
    if one.kind == "id" and look.fits["cpr"] > 0:
        return 0.0
    return look.fits[one.kind]


def _likeness_of(header: str, names: tuple[str, ...]) -> float:
    """Return how much a header is like the known names; of a choice of a question, the question or the choice."""
    said = header.removesuffix(LABEL)
    _, is_choice, choice = said.partition(" = ")
    return max(name_likeness(said, names), name_likeness(choice, names) if is_choice else 0.0)


@cache
def name_likeness(header: str, names: tuple[str, ...]) -> float:
    """Return how much a header is like the known names: 1 the same words, less for abbreviations and typing errors."""
    found = plain_words(header)
    known = [plain_words(name) for name in names]
    if found in known or "".join(found) in {"".join(name) for name in known}:
        return KNOWN_NAME
    return max((_likeness(found, name) for name in known), default=0.0)


def _likeness(found: tuple[str, ...], name: tuple[str, ...]) -> float:
    joined, known = "".join(found), "".join(name)
    if len(joined) >= 5 and len(known) >= 5 and SequenceMatcher(None, joined, known).ratio() >= 0.88:
        return SIMILAR_NAME
    shared = [word for word in name if any(_is_same(word, other) for other in found)]
    return SIMILAR_NAME * 2 * len(shared) / (len(name) + len(found)) if len(shared) == len(name) else 0.0


def _is_same(word: str, other: str) -> bool:
    """Whether one is the other or abbreviates it; two letters abbreviate too much."""
    return word == other or (len(other) >= 3 and word.startswith(other)) or (len(word) >= 5 and other.startswith(word))


def _proposal(match: _Match, rivals: Sequence[_Match]) -> Proposal:
    return Proposal(
        field=match.field.name,
        header=match.look.header,
        certainty=_certainty(match, rivals),
        why=tuple(_why(match)),
        rivals=tuple(other.look.header for other in rivals),
    )


def _certainty(match: _Match, rivals: Sequence[_Match]) -> Certainty:
    if rivals or match.fit < GOOD_FIT:
        return Certainty.GUESS
    return Certainty.SURE if match.name == KNOWN_NAME or match.field.kind == "cpr" else Certainty.LIKELY


def _why(match: _Match) -> Iterator[Why]:
    if match.name == KNOWN_NAME:
        yield Why("name_known")
    elif match.name >= LEAST_NAME:
        yield Why("name_similar")
    if not match.look.n_filled:
        yield Why("cells_none")
    elif match.fit == 1.0:
        n = match.look.n_different if match.field.kind == "code" else match.look.n_filled
        yield Why(f"cells_all_{match.field.kind}", {"n": n})
    else:
        yield Why(f"cells_some_{match.field.kind}", {"percent": f"{int(100 * match.fit)}"})
