"""The drawings: an analysis becomes a chart specification, and that becomes SVG or a Plotly figure."""
