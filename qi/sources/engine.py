"""What an engine must be able to do to hold the canonical tables and make facts and sums of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from numpy.typing import NDArray

from qi.dataset import Column

Fingerprint = tuple[Any, ...]
"""What differs from one publication to the next; empty where nothing can be seen."""

Values = Mapping[str, Sequence[Any]]
Found = dict[str, NDArray[Any]]


class Engine(Protocol):
    """One session on an engine. Citizens' rows stay there: facts are made where the tables lie, and sums come back.

    What is put or kept is seen by this session alone and is gone when it ends. Every query is portable SQL. Text is
    compared by its bytes. Raises DatasetError, one sentence without a value, for what cannot be read.
    """

    def named(self, table: str) -> str:
        """Return how a message names a canonical table."""

    def types(self, table: str) -> Mapping[str, str] | None:
        """Return the type of each column of a canonical table, None where there is no such table.

        The type is text, date, int or float where it is one of these, ``empty`` for a column without any value where
        the engine can tell, and else the engine's own word.
        """

    def adopt(self, table: str) -> None:
        """Let queries see the canonical columns of a table by its name."""

    def row_key(self, columns: Sequence[str]) -> str:
        """Return what to group by so that two rows fall together when they are equal in these columns."""

    def put(self, name: str, columns: Sequence[Column], values: Values) -> None:
        """Make the table ``name`` from values; None is missing. ``int32`` is a type for whole numbers of our own."""

    def keep(self, name: str, query: str) -> None:
        """Make the table ``name`` from a query."""

    def parts(self) -> Iterator[None]:
        """Let queries see the rows of some citizens at a time, each citizen's once and together.

        An engine that takes all in its stride shows all at once. What is kept under a name replaces what was kept
        before. Courses and citizens are told apart as before, but may have other names.
        """

    def fetch(self, query: str) -> Found:
        """Return the columns of an answer by name; a masked array where values may be missing."""
