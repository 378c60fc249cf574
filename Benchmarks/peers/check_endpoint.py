"""Samples from llama.cpp's server over HTTP and compares with Winnow's own sampler; `make check-endpoint` calls it.

A bundled model of each of some domains is exported as GGUF and served. Winnow asks the server for candidates: greedily,
where every completion has to be the one that Winnow writes itself, and at temperature 1, where the shares of right answers
have to agree within four standard errors. The sampling is stopped once in the middle and taken up again; the same command
then asks nothing more. Ends with status 1 when one of them fails.
"""

import argparse
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from check_llama import server
from check_transformers import winnow
from processes import ROOT

DOMAINS = ["chain", "maze"]
MODEL, PROBLEMS, SAMPLES = "medium", 12, 8
# What llama.cpp's server does to a distribution unless it is told not to.
EXTRA = '{"top_k": 0, "min_p": 0, "repeat_penalty": 1}'


def candidates(database: Path, kind: str) -> dict[tuple[int, int], tuple[bytes, int]]:
    """(tokens, correct) by problem and sample of the runs of a kind."""
    rows = sqlite3.connect(database).execute(
        """SELECT position, sample_index, tokens, correct FROM candidate JOIN run ON run.id = run_id
        JOIN problem ON problem.id = problem_id JOIN grade ON grade.candidate_id = candidate.id WHERE kind = ?""", [kind])
    return {(problem, sample): (tokens, correct) for problem, sample, tokens, correct in rows}


def share(found: dict) -> tuple[float, float]:
    """The share of right answers and its standard error over problems."""
    problems: dict[int, list[int]] = {}
    for (problem, _), (_, correct) in found.items():
        problems.setdefault(problem, []).append(correct)
    means = [sum(values) / len(values) for values in problems.values()]
    mean = sum(means) / len(means)
    return mean, (sum((value - mean) ** 2 for value in means) / (len(means) - 1) / len(means)) ** 0.5


def check(program: str, domain: str, work: Path) -> bool:
    file, own, asked = (work / f"{domain}{suffix}" for suffix in (".gguf", "-own.db", "-asked.db"))
    winnow(program, "export", "--domain", domain, "--model", MODEL, "--format", "gguf", file)
    sizes = ["--domain", domain, "--problems", PROBLEMS, "--samples", SAMPLES, "--temperature", 1, "--quiet"]
    winnow(program, "sample", "--model", MODEL, *sizes, "--db", own)
    with server(file) as address:
        call = ["sample", "--endpoint", address, "--model", f"{domain}-{MODEL}", *sizes, "--greedy", "--extra", EXTRA,
                "--concurrency", 2, "--db", asked]
        process = subprocess.Popen([program, *map(str, call)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while process.poll() is None and not (asked.exists() and count(asked) >= 5):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        interrupted = process.wait() == 130
        kept = count(asked)
        winnow(program, *call)
        again = winnow(program, *call)
    told, bad = [f"{kept} candidates kept at Ctrl-C"], []
    if not interrupted or kept == 0 or again.count(": 0 new candidates") != 2:
        bad.append("resuming")
    greedy, greedy_own = candidates(asked, "greedy"), candidates(own, "greedy")
    same = sum(greedy[key][0] == greedy_own[key][0] for key in greedy_own)
    told.append(f"{same} of {len(greedy_own)} greedy completions equal")
    if same < len(greedy_own) or len(greedy) != PROBLEMS:
        bad.append("greedy")
    sampled, sampled_own = candidates(asked, "sample"), candidates(own, "sample")
    (theirs, error), (ours, own_error) = share(sampled), share(sampled_own)
    told.append(f"right {100 * theirs:.1f} % by HTTP, {100 * ours:.1f} % by Winnow, {len(sampled)} candidates each")
    # Over the same problems; taking the two as independent overstates the error.
    if abs(theirs - ours) > 4 * (error**2 + own_error**2) ** 0.5 or len(sampled) != PROBLEMS * SAMPLES:
        bad.append("sampling")
    winnow(program, "table", "--db", asked, "--quiet")
    print(f"{domain} {MODEL}: {', '.join(told)}: {'DIFFERS in ' + ', '.join(bad) if bad else 'agrees'}", flush=True)
    return not bad


def count(database: Path) -> int:
    try:
        return sqlite3.connect(database).execute("SELECT count(*) FROM candidate").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--winnow", default=str(ROOT / ".build/release/winnow"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="winnow-check-") as folder:
        found = [check(options.winnow, domain, Path(folder)) for domain in DOMAINS]
    sys.exit(0 if all(found) else 1)


if __name__ == "__main__":
    main()
