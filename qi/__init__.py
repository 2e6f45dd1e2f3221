"""Quality improvement statistics for health care: run charts, control charts and indicators, free of any framework."""

from qi.control_charts import ControlChart, advise, control_chart
from qi.many import ManyCharts, analyse_many
from qi.phase_proposals import PhaseProposal, propose_phases
from qi.run_charts import RunChart, RunPhase, run_chart
from qi.runs_distribution import false_alarm_rate
from qi.verdict import Direction, Verdict

__all__ = [
    "ControlChart",
    "Direction",
    "ManyCharts",
    "PhaseProposal",
    "RunChart",
    "RunPhase",
    "Verdict",
    "advise",
    "analyse_many",
    "control_chart",
    "false_alarm_rate",
    "propose_phases",
    "run_chart",
]
