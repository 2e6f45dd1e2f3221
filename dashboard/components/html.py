"""Our own markup on the page: templates escape every value, so text from data is always text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@cache
def _template(name: str) -> Template:
    return _TEMPLATES.get_template(f"{name}.html")


def render(template: str, /, **values: object) -> Markup:
    """Return a template filled in, on one line: Streamlit reads it as Markdown, where a blank line would end it."""
    lines = _template(template).render(**values).splitlines()
    return Markup(" ").join(Markup(line.strip()) for line in lines if line.strip())  # noqa: S704 - escaped by the template


def show(markup: Markup) -> None:
    """Put markup on the page. Only ``Markup`` is accepted: it has been escaped where it was made."""
    st.markdown(str(markup), unsafe_allow_html=True)
