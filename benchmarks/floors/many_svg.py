"""Floor: the least app with a grid of small pictures, ``?n=12`` of them, and one choice that redraws them all."""

import numpy as np
import streamlit as st

WIDTH, HEIGHT, COLUMNS = 380, 220, 3
st.set_page_config(page_title="Floor: many pictures", layout="wide")


@st.cache_data(show_spinner=False, max_entries=10_000)
def series(seed: int) -> list[float]:
    return np.random.default_rng(seed).normal(50, 5, 60).tolist()


def picture(values: list[float], title: str) -> str:
    low, high = min(values), max(values)
    x = np.linspace(40, WIDTH - 10, len(values))
    y = HEIGHT - 30 - (np.asarray(values) - low) / (high - low) * (HEIGHT - 70)
    points = list(zip(x, y, strict=True))
    line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    dots = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3"/>' for a, b in points)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" role="img" '
        f'aria-label="{title}"><text x="40" y="20">{title}</text>'
        f'<polyline points="{line}" fill="none" stroke="#0068c9" stroke-width="2"/><g fill="#0068c9">{dots}</g></svg>'
    )


pictures = int(st.query_params.get("n", 12))
chosen = st.selectbox("Kommune", list(range(10)), key="filter-kommune")
for first in range(0, pictures, COLUMNS):
    for column, number in zip(st.columns(COLUMNS), range(first, min(first + COLUMNS, pictures)), strict=False):
        with column:
            drawing = picture(series(chosen * 1000 + number), f"Valg {chosen}, billede {number}")
            st.markdown(drawing, unsafe_allow_html=True)
