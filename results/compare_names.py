"""Compares the tables that results/check has made with the committed ones: their columns, and the names in their columns of names.

    results/compare_names.py FOLDER

FOLDER has the folders reference and study. Ends with status 1 where the committed tables lack something.
"""
import csv
import re
import sys
from pathlib import Path

NAMES = ("strategy", "rule", "claim", "policy", "quantity")
made, stale = Path(sys.argv[1]), []


def names(table: Path) -> dict[str, set[str]]:
    """Columns, and what the columns of names say, of a CSV file or of the tables of a Markdown file."""
    if table.suffix == ".csv":
        with table.open(newline="") as lines:
            rows = list(csv.DictReader(lines))
        return {"columns": set(rows[0] if rows else ()),
                **{name: {row[name] for row in rows if row.get(name)} for name in NAMES if rows and name in rows[0]}}
    found: dict[str, set[str]] = {"columns": set()}
    header: list[str] = []
    for line in table.read_text().splitlines():
        # Budgets depend on the number of samples.
        cells = [re.sub(r"@\d+|k = \d+", "", cell).strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            header = []
        elif not header:
            header = cells
            found["columns"] |= set(cells) - {""}
        elif header[0] in NAMES and not set(cells[0]) <= set(":- "):
            found.setdefault(header[0], set()).add(cells[0].split()[0])
    return found


for folder in ("reference", "study"):
    for new in sorted([*(made / folder).glob("*.csv"), *(made / folder).glob("*.md")]):
        committed = Path("results") / folder / new.name
        if not committed.exists():
            stale.append(f"{committed} is missing")
            continue
        if new.name == "README.md":
            continue
        before, now = names(committed), names(new)
        for kind in sorted(set(before) | set(now)):
            old, present = before.get(kind, set()), now.get(kind, set())
            if present - old:
                stale.append(f"{committed} lacks {kind} {', '.join(sorted(present - old))}")
            if kind == "columns" and old - present:
                stale.append(f"{committed} has columns that are gone: {', '.join(sorted(old - present))}")
for line in stale:
    print(line)
print(f"{len(stale)} differences; `make results` and `make study` make the folders again" if stale
      else "the committed results have all strategies and columns of the present program")
sys.exit(1 if stale else 0)
