"""The entry script. It lies at the root on purpose: a ``pages`` folder beside it would bypass it (docs/explanation)."""

from dashboard import frame

frame.run()
