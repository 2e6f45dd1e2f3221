"""Focus: one indicator with its interactive chart, why the rule says so, the numbers and the definition."""

import streamlit as st

from dashboard import cache, filters, team_charts
from dashboard.components import chrome, focus

selection, lang = filters.current(), filters.language()
key = st.query_params.get("indikator", "")
if key in cache.chart_keys():
    focus.show(cache.analysis(key, selection), lang)
elif own := team_charts.chart(key, selection):
    focus.show_own(own, lang)
else:
    chrome.choose_indicator(key, lang)
