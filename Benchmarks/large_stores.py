#!/usr/bin/env python3
"""Times how a large store is filled, merged and analysed, and prints a table of seconds and peak memory.

    Benchmarks/large_stores.py --program .build/release/winnow --sizes 100x256,1000x1024

Each size is problems x answers. The answers are made up: each problem has a right answer and some usual wrong ones. One shard
of --shards is imported, the others are copies of it whose problems have other names; all are merged, and `winnow table` and
`winnow require` read the result. Reading once is `winnow list runs`, which reads every candidate for its digest. Seconds are
the processor's, of all threads, so that a busy machine does not count; peak memory is the largest resident set of the process.
Files go to --folder and are removed after each size. --shard-database takes an imported shard that an earlier call has kept.
"""
import argparse
import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys


def measured(arguments, allowed=(0,)):
    """Runs a program and gives its seconds of the processor and its peak resident set in MB."""
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        sys.exit(f"{' '.join(arguments)} failed with {process.returncode}: {errors.decode()[-2000:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def write_answers(path, problems, answers):
    """Writes answers one a line: a share of right ones that differs by problem, and a few usual mistakes."""
    source = random.Random(f"{problems} {answers}")
    with open(path, "w") as file:
        for problem in range(problems):
            right, rate = source.randrange(10_000), source.random()
            mistakes = [source.randrange(10_000) for _ in range(8)]
            for _ in range(answers):
                answer = right if source.random() < rate else source.choice(mistakes)
                line = {
                    "problem_id": f"p{problem:05}",
                    "problem": f"What is number {problem}?",
                    "reference": str(right),
                    "completion": f"It is {answer}, so the answer is {answer}.",
                }
                file.write(json.dumps(line) + "\n")


def renamed(path, copy, problems, part):
    """Makes a shard of the same answers to other problems, as another process would have left it."""
    shutil.copyfile(path, part)
    database = sqlite3.connect(part)
    # Raw data are never changed but here, where they are made up.
    triggers = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    for row, position in database.execute("SELECT id, position FROM problem ORDER BY position DESC").fetchall():
        position += copy * problems
        name = hashlib.sha256(f"problem {position}".encode()).hexdigest()
        database.execute(
            "UPDATE problem SET position = ?, canonical_hash = ?, spec_json = json_object('specification', ?) WHERE id = ?",
            [position, name, f"q{position:05}", row])
    database.execute("DELETE FROM estimate")
    for _, sql in triggers:
        database.execute(sql)
    database.commit()
    database.close()
    return part


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=".build/release/winnow")
    parser.add_argument("--folder", default="/tmp/winnow-large-stores")
    parser.add_argument("--sizes", default="100x256,300x512,1000x1024,5000x1024")
    parser.add_argument("--shards", type=int, default=5)
    parser.add_argument("--shard-database", help="an imported shard, for a single size")
    parser.add_argument("--keep", action="store_true", help="leave the files of the last size")
    options = parser.parse_args()
    stages = ["import of a shard", "merge", "read once", "table", "require"]
    print("| problems × answers | database | " + " | ".join(stages) + " |")
    print("| --: | --: | " + " | ".join("--:" for _ in stages) + " |", flush=True)
    for size in options.sizes.split(","):
        problems, answers = map(int, size.split("x"))
        shutil.rmtree(options.folder, ignore_errors=True)
        os.makedirs(options.folder)
        file, database, merged = (os.path.join(options.folder, name) for name in ["answers.jsonl", "one.db", "all.db"])
        if options.shard_database:
            shutil.copyfile(options.shard_database, database)
            figures = [(float("nan"), float("nan"))]
        else:
            write_answers(file, problems // options.shards, answers)
            figures = [measured([options.program, "import", file, "--db", database, "--quiet"])]
            os.remove(file)
        paths = [os.path.join(options.folder, f"shard-{copy}.db") for copy in range(options.shards)]
        shards = [renamed(database, copy, problems // options.shards, path) for copy, path in enumerate(paths)]
        figures.append(measured([options.program, "merge", *shards, "--into", merged]))
        for path in [*shards, database]:
            os.remove(path)
        figures.append(measured([options.program, "list", "runs", "--db", merged]))
        figures.append(measured([options.program, "table", "--db", merged]))
        figures.append(measured([options.program, "require", "--db", merged, "--quiet"]))
        cells = [f"{seconds:.1f} s, {memory:.0f} MB" for seconds, memory in figures]
        print(f"| {problems:,} × {answers:,} | {os.path.getsize(merged) / 1e6:.0f} MB | " + " | ".join(cells) + " |", flush=True)
        if not options.keep:
            shutil.rmtree(options.folder)


if __name__ == "__main__":
    main()
