"""Databases of samples, and tables of them."""

from __future__ import annotations

import html
import json
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Union

from ._program import WinnowError, run

Names = Union[str, Sequence[str], None]


class Rows(list):
    """A list of dictionaries, one per row, which a notebook shows as a table."""

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in their order."""
        return list(self[0]) if self else []

    def _repr_html_(self) -> str:
        def cell(value: Any) -> str:
            text = "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
            return html.escape(text if len(text) <= 80 else text[:79] + "…")

        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        shown = self[:60]
        body = "".join(
            "<tr>" + "".join(f"<td>{cell(value)}</td>" for value in row.values()) + "</tr>" for row in shown)
        more = "" if len(shown) == len(self) else f"<p>{len(self) - len(shown)} more rows</p>"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


class Database:
    """A database that ``winnow`` writes. Nothing of it is kept in memory."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def __repr__(self) -> str:
        return f"winnow.open({str(self.path)!r})"

    def _repr_html_(self) -> str:
        return f"<p><code>{html.escape(str(self.path))}</code></p>" + Rows(self._rows("list", "runs"))._repr_html_()

    def runs(self) -> Any:
        """The runs, one row each."""
        return _frame(self._rows("list", "runs"))

    def table(self, run: int | Sequence[int] | None = None, strategies: Names = None,
              budgets: int | Sequence[int] | None = None, **options: Any) -> Any:
        """Every strategy at every budget: right, wrong and abstained with intervals, and what is spent.

        Further options are those of ``winnow table``, such as ``verifier="tests"`` or ``by_difficulty=True``.
        """
        return _frame(self._rows("table", run=run, strategies=strategies, budgets=budgets, **options))

    def curve(self, run: int | Sequence[int] | None = None, strategies: Names = None, **options: Any) -> Any:
        """Accuracy against budget, over all difficulties: run, strategy, budget, right and its interval."""
        columns = ["run", "strategy", "budget", "right", "right_low", "right_high", "samples_spent", "tokens_spent",
                   "flops_spent"]
        rows = self._rows("table", run=run, strategies=strategies, **options)
        return _frame([{name: row[name] for name in columns} for row in rows if row["difficulty"] == "all"])

    def candidates(self, run: int | None = None, problem: int | None = None) -> Any:
        """The samples of the first round, each with its answer and what the judges say whose word counts."""
        conditions = [(name, value) for name, value in (("run", run), ("problem", problem)) if value is not None]
        where = " AND ".join(f"{name} = ?" for name, _ in conditions)
        return self.query("SELECT * FROM candidate_readable" + (f" WHERE {where}" if where else ""),
                          [value for _, value in conditions])

    def audit(self, run: int | None = None) -> Any:
        """Published checkers beside the strict grade; see ``winnow audit``."""
        return _frame(self._rows("audit", run=run))

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The rows of a query, which cannot change the database."""
        if not self.path.is_file():
            raise WinnowError(f"there is no database {self.path}", 1, [])
        try:
            connection = sqlite3.connect(self.path.absolute().as_uri() + "?mode=ro", uri=True)
            try:
                cursor = connection.execute(sql, list(parameters))
                names = [column[0] for column in cursor.description or []]
                return _frame([dict(zip(names, row)) for row in cursor])
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise WinnowError(f"{self.path}: {error}", 1, [sql]) from None

    def run(self, *arguments: str, **options: Any) -> str:
        """Calls any command on the database and gives its text: ``db.run("compare", run=1)``."""
        return run(*arguments, db=self.path, **options)

    def _rows(self, *command: str, **options: Any) -> list[dict[str, Any]]:
        parsed = json.loads(self.run(*command, format="json", **options))
        tables = parsed if isinstance(parsed, list) else [parsed]
        return [row for table in tables for row in table["rows"]]


def open(path: str | os.PathLike[str]) -> Database:
    """Opens a database; that there is one is found out when it is read."""
    return Database(path)


def sweep(domain: Names = None, *, db: str | os.PathLike[str] = "winnow.db", model: Names = None,
          problems: int | None = None, samples: int | None = None, seed: int | None = None, **options: Any) -> Database:
    """Samples bundled models and gives the database; what is there already is gone on with.

    Options are those of ``winnow sweep``, such as ``temperature=0.6`` or ``threads=2``.
    """
    run("sweep", db=db, domain=domain, model=model, problems=problems, samples=samples, seed=seed, quiet=True,
        format="csv", **options)
    return Database(db)


def _frame(rows: list[dict[str, Any]]) -> Any:
    """A pandas frame, or the rows themselves where pandas is not installed."""
    try:
        import pandas
    except ImportError:
        return Rows(rows)
    return pandas.DataFrame(rows)
