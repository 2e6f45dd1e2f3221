"""Control charts: one file per type, each ending in its ``ChartType`` record."""

from qi.control_charts.advice import Advice, advise
from qi.control_charts.chart_type import ChartType, Measure
from qi.control_charts.control_chart import ControlChart, control_chart
from qi.control_charts.types import CHART_TYPES, chart_type

__all__ = ["CHART_TYPES", "Advice", "ChartType", "ControlChart", "Measure", "advise", "chart_type", "control_chart"]
