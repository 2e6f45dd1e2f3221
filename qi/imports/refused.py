"""What an import says when it takes nothing in: one sentence, without any value of a person."""

from __future__ import annotations

from qi.wording import sentence


class ImportRefusedError(ValueError):
    """The file is not taken in and nothing has changed; the message is one Danish sentence of the catalogue."""

    def __init__(self, key: str, **values: str | int) -> None:
        """Name the text and what it is filled with: column names, line numbers and counts, never a person's value."""
        self.key = key
        self.values = values
        super().__init__(self.said("da"))

    def said(self, lang: str) -> str:
        """Return the sentence in ``lang``."""
        return sentence(f"import.{self.key}", lang, **self.values)
