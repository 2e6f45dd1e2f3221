"""What has been told outside the house: it stands, so that no later version can be compared with it.

Who keeps yesterday's version and subtracts it from today's learns about the citizens in between. Therefore a settled
month that has been told keeps its numbers, what is shown and what is hidden stays so, and the sums keep their members.
Only what was not there before is decided anew, together with all that is known already.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from qi.lattice_sums import Flags, Sums

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Told:
    """The numbers of one indicator as they were told, and which cells were shown.

    ``sums``: shape (months, sums, municipalities, programmes). ``is_final``: (months, municipalities, programmes),
    which of them stand. ``is_shown`` and ``is_hidden``: (quarters, municipalities + 1, programmes + 1, 3 + 1), what has
    been decided to be shown and to be hidden.
    ``by_month``: (municipalities + 1, programmes + 1), the length of period that each series is told by.
    """

    municipalities: tuple[str, ...]
    programmes: tuple[str, ...]
    members: tuple[str, ...]
    first_month: int
    sums: Sums
    is_final: Flags
    is_shown: Flags
    is_hidden: Flags
    by_month: Flags

    def suits(self, municipalities: tuple[str, ...], programmes: tuple[str, ...]) -> bool:
        """Whether the places are still the same; otherwise there is nothing to compare cell by cell."""
        return self.municipalities == municipalities and self.programmes == programmes

    def to_bytes(self) -> bytes:
        """Return the record as an archive of plain arrays."""
        packed = io.BytesIO()
        np.savez_compressed(packed, **{one.name: np.asarray(getattr(self, one.name)) for one in fields(self)})  # type: ignore[arg-type]
        return packed.getvalue()


def told_from(packed: bytes) -> Told:
    """Return the record in an archive. Raises KeyError or ValueError for anything else."""
    with np.load(io.BytesIO(packed), allow_pickle=False) as found:
        municipalities, programmes, members = (
            tuple(str(code) for code in found[name]) for name in ("municipalities", "programmes", "members")
        )
        return Told(
            municipalities=municipalities,
            programmes=programmes,
            members=members,
            first_month=int(found["first_month"]),
            **{name: found[name] for name in ("sums", "is_final", "is_shown", "is_hidden", "by_month")},
        )


def moved(values: NDArray[T], by: int, length: int) -> NDArray[T]:
    """Return an array whose first axis begins ``by`` places later or earlier, of another length; new places are 0."""
    placed = np.zeros((length, *values.shape[1:]), dtype=values.dtype)
    here = np.arange(len(values)) + by
    is_inside = (here >= 0) & (here < length)
    placed[here[is_inside]] = values[is_inside]
    return placed
