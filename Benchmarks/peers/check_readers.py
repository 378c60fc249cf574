"""Reads a Winnow database and its exports with other people's programs; `make check-readers` calls it.

Each example of the documentation is run: DuckDB (where the column "right" has to be quoted), pandas, Datasette; then
`datasets.load_dataset` and PyYAML on exports. What they read has to be what Winnow prints. Ends with status 1 when it is
not.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pandas
import sqlite3
import yaml
from check_transformers import winnow
from processes import ROOT


class Unreachable(Exception):
    """What has to come from the net and does not."""


def with_duckdb_on_csv(table: Path) -> list:
    """(strategy, budget, right) of all problems, from what `winnow table --format csv` prints."""
    query = f"""SELECT strategy, budget, "right" FROM '{table}' ORDER BY 1, 2"""
    return [(strategy, budget, round(right, 6)) for strategy, budget, right in duckdb.sql(query).fetchall()]


def with_duckdb(database: Path) -> list:
    """(strategy, budget, right), by DuckDB's reader of SQLite files."""
    connection = duckdb.connect()
    try:
        connection.sql("INSTALL sqlite; LOAD sqlite")
    except duckdb.IOException:
        raise Unreachable("its extension for SQLite cannot be loaded from the net") from None
    connection.sql(f"ATTACH '{database}' AS w (TYPE sqlite)")
    return connection.sql("""SELECT strategy, budget, "right" FROM w.accuracy_by_budget ORDER BY 1, 2""").fetchall()


def with_pandas(database: Path) -> list:
    table = pandas.read_sql("SELECT * FROM accuracy_by_budget", sqlite3.connect(database))
    table = table[["strategy", "budget", "right"]].sort_values(["strategy", "budget"])
    return list(table.itertuples(index=False, name=None))


def with_datasette(database: Path) -> list:
    path = f"/{database.stem}/accuracy_by_budget.json?_shape=array&_sort=strategy"
    call = [sys.executable, "-m", "datasette", str(database), "--get", path]
    rows = json.loads(subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return sorted((row["strategy"], row["budget"], row["right"]) for row in rows)


def with_datasets(folder: Path) -> list:
    import datasets

    rows = datasets.load_dataset(str(folder), cache_dir=str(folder.parent / "cache"))["train"]
    return [(row["problem"], row["sample_index"], row["completion"], row["correct"]) for row in rows]


def with_yaml(folder: Path) -> list:
    files = sorted(folder.glob("*.yaml"), key=lambda file: int(file.stem))
    found = [yaml.safe_load(file.read_text()) for file in files]
    return [(place + 1, index, text, right) for place, problem in enumerate(found)
            for index, (text, right) in enumerate(zip(problem["samples"], problem["is_corrects"], strict=True))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--winnow", default=str(ROOT / ".build/release/winnow"))
    options = parser.parse_args()
    found = True
    with tempfile.TemporaryDirectory(prefix="winnow-check-") as name:
        work = Path(name)
        database = work / "x.db"
        winnow(options.winnow, "sweep", "--domain", "chain", "--model", "weak", "--problems", 6, "--samples", 4, "--quiet",
               "--strategies", "single,majority,verifier", "--db", database)
        own = sqlite3.connect(database).execute(
            "SELECT strategy, budget, right FROM accuracy_by_budget ORDER BY 1, 2").fetchall()
        own_rows = [(*row[:3], bool(row[3])) for row in sqlite3.connect(database).execute(
            "SELECT problem, sample_index, completion, correct FROM candidate_readable WHERE run = 1 ORDER BY 1, 2")]
        table = work / "table.csv"
        table.write_text(winnow(options.winnow, "table", "--db", database, "--strategies", "single,majority,verifier",
                                "--format", "csv", "--quiet"))
        rounded = [(strategy, budget, round(right, 6)) for strategy, budget, right in own]
        winnow(options.winnow, "export", "--db", database, "--run", 1, "--format", "huggingface-dataset", work / "d")
        winnow(options.winnow, "export", "--db", database, "--run", 1, "--format", "llmonkeys", work / "m")
        for title, read, source, expected in [
            ("DuckDB", with_duckdb, database, own), ("DuckDB on CSV", with_duckdb_on_csv, table, rounded), ("pandas", with_pandas, database, own),
            ("Datasette", with_datasette, database, own), ("datasets", with_datasets, work / "d", own_rows),
            ("PyYAML", with_yaml, work / "m", own_rows),
        ]:
            try:
                rows = read(source)
            except Unreachable as problem:
                print(f"{title}: skipped, {problem}", flush=True)
                continue
            except Exception as problem:  # the next program is tried all the same
                print(f"{title}: {type(problem).__name__}: {problem}", flush=True)
                found = False
                continue
            same = len(rows) == len(expected) > 0 and all(tuple(a) == tuple(b) for a, b in zip(rows, expected))
            print(f"{title}: {len(rows)} rows, {'as Winnow has them' if same else 'DIFFERENT'}", flush=True)
            found = found and same
    sys.exit(0 if found else 1)


if __name__ == "__main__":
    main()
