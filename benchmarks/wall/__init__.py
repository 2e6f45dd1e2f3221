"""Wall screens under stress: failure drill, soak, load and legibility, each run by itself (see the developer note)."""
