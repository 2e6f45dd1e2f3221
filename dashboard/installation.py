"""Where the files that are no code lie: beside the packages in a clone, in a folder of their own after an installation.

A wheel may not put ``data`` or ``static`` among everybody's packages, so they lie in ``kvalitetstavle`` there, laid out
as in a clone. The entry script lies with them and not in ``dashboard``: a ``pages`` folder beside it would bypass it.
"""

from __future__ import annotations

import os
from pathlib import Path

_BESIDE = Path(__file__).parents[1]
_INSTALLED = _BESIDE / "kvalitetstavle"

IS_INSTALLED = (_INSTALLED / "streamlit_app.py").is_file()
FILES = _INSTALLED if IS_INSTALLED else _BESIDE
ENTRY = FILES / "streamlit_app.py"
"""The entry script. Streamlit reads ``.streamlit/config.toml`` and serves ``static`` beside it."""
FONTS = FILES / "static" / "fonts"
SAMPLE = FILES / "data" / "sample"


def written() -> Path:
    """Return where what people write is kept unless a setting says otherwise: never among installed packages."""
    if not IS_INSTALLED:
        return FILES / "var"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kvalitetstavle"
