"""Paper and slides: what an analysis or a board looks like in a file that people print, send or edit."""
