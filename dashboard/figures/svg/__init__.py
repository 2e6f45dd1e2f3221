"""Run charts as SVG text: small, medium, focus, wall and print, all from one chart specification."""

from dashboard.figures.svg.chart import draw, draw_fluid, draw_on_paper, draw_sized
from dashboard.figures.svg.frame import SIZES, Size
from dashboard.figures.svg.run_strip import run_strip
from dashboard.figures.svg.standalone import framed, standalone

__all__ = ["SIZES", "Size", "draw", "draw_fluid", "draw_on_paper", "draw_sized", "framed", "run_strip", "standalone"]
