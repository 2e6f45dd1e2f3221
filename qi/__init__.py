"""Quality improvement statistics for health care: run charts, control charts and indicators, free of any framework."""

from qi.run_charts import RunChart, RunPhase, run_chart
from qi.runs_distribution import false_alarm_rate
from qi.verdict import Direction, Verdict

__all__ = ["Direction", "RunChart", "RunPhase", "Verdict", "false_alarm_rate", "run_chart"]
