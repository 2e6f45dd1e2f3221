"""Floor: the least app with one interactive chart. No app that draws one Plotly chart can answer sooner."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="Floor: one chart", layout="wide")


@st.cache_data(show_spinner=False, max_entries=100)
def series(seed: int) -> list[float]:
    return np.random.default_rng(seed).normal(50, 5, 60).tolist()


chosen = st.selectbox("Kommune", list(range(10)), key="filter-kommune")
values = series(chosen)
figure = go.Figure(go.Scatter(x=list(range(60)), y=values, mode="lines+markers"))
figure.add_hline(y=float(np.median(values)))
figure.update_layout(title=f"Valg {chosen}", height=300, margin={"l": 40, "r": 10, "t": 40, "b": 30})
st.plotly_chart(figure, key="chart")
