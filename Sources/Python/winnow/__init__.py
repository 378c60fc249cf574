"""Winnow: how should an answer be picked from N samples, by vote, by score or by a sound verifier?

The program comes with this package and needs nothing else. What is sampled is kept in an SQLite database, and every
figure is computed from there::

    import winnow

    db = winnow.sweep("chain", model="medium", problems=40, samples=64, db="x.db")
    db.table()                      # strategies by budget, with intervals
    db.curve(strategies="majority") # accuracy against budget
    db.candidates(run=1)            # every sample with what was said of it

Tables are pandas frames where pandas is installed, and lists of dictionaries where it is not. What the program refuses
raises :class:`WinnowError` with the program's own words.
"""

from __future__ import annotations

from ._database import Database, Rows, open, sweep
from ._program import WinnowError, program, run, version

__all__ = ["Database", "Rows", "WinnowError", "open", "program", "run", "sweep", "version"]
__version__ = version()
