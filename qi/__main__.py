"""``python -m qi``: the ``qi`` command where it is not installed as a program."""

import sys

from qi.cli import main

sys.exit(main())
