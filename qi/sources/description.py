"""What the data say of themselves: what they are, and the day they are complete to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qi.dataset import DatasetError


@dataclass(frozen=True, slots=True)
class Description:
    """The fields of ``dataset.json``, or of the one row of the table ``dataset`` in a warehouse."""

    title_da: str
    title_en: str
    is_synthetic: bool
    as_of: date
    extracted_at: datetime
    first_month: date


def describe(raw: Mapping[str, Any], place: str) -> Description:
    """Return the description that ``raw`` holds; raise DatasetError, which names ``place``, where a field is wrong."""
    try:
        return Description(
            title_da=str(raw["title_da"]),
            title_en=str(raw["title_en"]),
            is_synthetic=bool(raw["synthetic"]),
            as_of=date.fromisoformat(raw["as_of"]),
            extracted_at=datetime.fromisoformat(raw["extracted_at"]),
            first_month=date.fromisoformat(raw["first_month"]).replace(day=1),
        )
    except KeyError as missing:
        raise DatasetError(f"{place} has no field {missing.args[0]}") from None
    except (TypeError, ValueError):
        raise DatasetError(f"{place}: expected ISO dates in as_of, extracted_at and first_month") from None
