"""All chart types by key."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from qi.control_charts.c import C
from qi.control_charts.chart_type import ChartType
from qi.control_charts.g import G
from qi.control_charts.i import I
from qi.control_charts.ip import IP
from qi.control_charts.mr import MR
from qi.control_charts.p import P
from qi.control_charts.pp import PP
from qi.control_charts.run import RUN
from qi.control_charts.s import S
from qi.control_charts.t import T
from qi.control_charts.u import U
from qi.control_charts.up import UP
from qi.control_charts.xbar import XBAR

CHART_TYPES: Mapping[str, ChartType] = MappingProxyType(
    {chart.key: chart for chart in (RUN, I, IP, MR, XBAR, S, P, PP, C, U, UP, G, T)}
)


def chart_type(key: str) -> ChartType:
    """Return the chart type; raises ValueError with the known keys."""
    if key not in CHART_TYPES:
        raise ValueError(f"chart needs one of {', '.join(CHART_TYPES)}, got {key!r}: choose one of them")
    return CHART_TYPES[key]
