"""Many series at once, with arrays."""

from qi.many.charts import ManyCharts, analyse_many

__all__ = ["ManyCharts", "analyse_many"]
