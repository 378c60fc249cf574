#!/usr/bin/env python3
"""Times how a large store is filled, merged and analysed, and prints a table of seconds and peak memory.

    Benchmarks/large_stores.py --program .build/release/winnow --sizes 100x256,1000x1024

Each size is problems x answers. The answers are made up: each problem has a right answer and some usual wrong ones. They are
imported, the database is cut into --shards shards by problem, these are merged, and `winnow table` and `winnow require` read
the result. Reading once is `winnow list runs`, which reads every candidate for its digest. Peak memory is the largest
resident set of the process. Files go to --folder and are removed after each size.
"""
import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time


def measured(arguments, allowed=(0,)):
    """Runs a program and gives its seconds and its peak resident set in MB."""
    begun = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        sys.exit(f"{' '.join(arguments)} failed with {process.returncode}: {errors.decode()[-2000:]}")
    return time.monotonic() - begun, usage.ru_maxrss / 1024


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


def cut(path, shards, folder):
    """Cuts a database into shards by problem, as separate sampling would have left them."""
    paths = []
    for shard in range(shards):
        part = os.path.join(folder, f"shard-{shard}.db")
        shutil.copyfile(path, part)
        database = sqlite3.connect(part)
        # Raw data are never deleted but here, where a part was never there.
        triggers = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        outside = f"SELECT candidate.id FROM candidate JOIN problem ON problem.id = problem_id WHERE (position - 1) % {shards} <> {shard}"
        database.execute(f"CREATE TEMP TABLE gone AS {outside}")
        for table in ["judgement", "completion", "prompt", "score", "step_score"]:
            database.execute(f"DELETE FROM {table} WHERE candidate_id IN (SELECT id FROM gone)")
        database.execute("DELETE FROM candidate WHERE id IN (SELECT id FROM gone)")
        database.execute("DELETE FROM estimate")
        for _, sql in triggers:
            database.execute(sql)
        database.commit()
        database.execute("VACUUM")
        database.close()
        paths.append(part)
    return paths


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=".build/release/winnow")
    parser.add_argument("--folder", default="/tmp/winnow-large-stores")
    parser.add_argument("--sizes", default="100x256,300x512,1000x1024,5000x1024")
    parser.add_argument("--shards", type=int, default=4)
    parser.add_argument("--keep", action="store_true", help="leave the files of the last size")
    options = parser.parse_args()
    stages = ["import", "merge", "read once", "table", "require"]
    print("| problems × answers | database | " + " | ".join(stages) + " |")
    print("| --: | --: | " + " | ".join("--:" for _ in stages) + " |", flush=True)
    for size in options.sizes.split(","):
        problems, answers = map(int, size.split("x"))
        shutil.rmtree(options.folder, ignore_errors=True)
        os.makedirs(options.folder)
        file, database, merged = (os.path.join(options.folder, name) for name in ["answers.jsonl", "one.db", "all.db"])
        write_answers(file, problems, answers)
        figures = [measured([options.program, "import", file, "--db", database, "--quiet"])]
        shards = cut(database, options.shards, options.folder)
        os.remove(file)
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
