"""Compares two folders of tables; what changed is printed and ends this with status 1.

A CSV file may have more columns than before, but for every other file the bytes count. Versions, dates and the seconds
that something took are left out, and so are lines of progress.
"""

import csv
import re
import sys
from pathlib import Path

old, new = map(Path, sys.argv[1:3])
VOLATILE = {"created_at", "winnow_version", "created", "version", "seconds"}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?|127\.0\.0\.1:\d+|\d+(\.\d+)? s\b")
SKIPPED = {".db", ".log"}


def rows(path):
    with path.open(newline="") as file:
        return [
            {name: DATE.sub("", value or "") for name, value in row.items() if name not in VOLATILE}
            for row in csv.DictReader(file)
        ]


def compare_csv(one, two):
    first, second = rows(one), rows(two)
    if len(first) != len(second):
        yield f"{len(first)} rows, now {len(second)}"
    missing = set(first[0] if first else ()) - set(second[0] if second else ())
    if missing and second:
        yield f"columns {', '.join(sorted(missing))} are gone"
    for number, (a, b) in enumerate(zip(first, second), 1):
        for name in a:
            if name in b and a[name] != b[name]:
                yield f"row {number}, {name}: {a[name][:80]!r}, now {b[name][:80]!r}"


def compare_text(one, two):
    first, second = (
        [DATE.sub("", line) for line in path.read_text().splitlines() if ", ETA " not in line] for path in (one, two))
    if len(first) != len(second):
        yield f"{len(first)} lines, now {len(second)}"
    for number, (a, b) in enumerate(zip(first, second), 1):
        if a != b:
            yield f"line {number}: {a[:100]!r}, now {b[:100]!r}"


files, cells, changed = 0, 0, 0
for path in sorted(old.iterdir()):
    if path.suffix in SKIPPED:
        continue
    files += 1
    other = new / path.name
    found = ["is gone"] if not other.exists() else list((compare_csv if path.suffix == ".csv" else compare_text)(path, other))
    cells += path.stat().st_size
    for line in found[:5]:
        print(f"{path.name}: {line}")
    if len(found) > 5:
        print(f"{path.name}: and {len(found) - 5} more")
    changed += bool(found)
print(f"{old.name} against {new.name}: {files} files of {cells} bytes, {changed} changed")
sys.exit(changed > 0)
