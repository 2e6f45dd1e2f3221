"""The board of a team: what is talked about at the weekly meeting, on a screen and on one sheet of paper."""
