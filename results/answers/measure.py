#!/usr/bin/env python3
"""Compares winnow's keys and grades with math-verify 0.9 (pip install "math-verify[antlr4_13_2]==0.9.0").

    python3 results/answers/measure.py --winnow .build/release/winnow [--data FOLDER] [--out results/answers]

Pairs of an answer and a reference come from math-verify's own tests (its source distribution is fetched with pip), and
from the pools gsm8k/solutions_6b.jsonl and game24/gpt4_cot_100x100.jsonl of --data, where there are. For each pair three
questions are asked: do both have one key, is the answer graded right, and what does math-verify's verify say. The tables
go to OUT/summary.csv and OUT/disagreements.csv; README.md judges them by hand.
"""

import argparse
import ast
import collections
import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from math_verify import ExprExtractionConfig, LatexExtractionConfig, parse, verify

TARGETS = [LatexExtractionConfig(boxed_match_priority=0), ExprExtractionConfig()]
INTRANSITIVE = {"50", "50%", "50\\%", ".5", "0.5", "1/2"}


def documented():
    """The pairs of math-verify's own tests, with what they expect."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:",
             "math-verify==0.9.0", "-d", folder], check=True)
        archive = tarfile.open(next(Path(folder).glob("*.tar.gz")))
        sources = {
            Path(member.name).name: archive.extractfile(member).read().decode()
            for member in archive.getmembers() if "/tests/test_" in member.name}
    pairs = []
    for name in ("test_all.py", "test_numina_cases.py"):
        for node in ast.walk(ast.parse(sources[name])):
            if not (isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "parametrize"):
                continue
            names = node.args[0].value.replace(" ", "").split(",") if isinstance(node.args[0], ast.Constant) else []
            if names[:3] != ["gold", "pred", "expected"]:
                continue
            for element in getattr(node.args[1], "elts", []):
                try:
                    row = ast.literal_eval(element)
                except ValueError:
                    continue
                if isinstance(row[0], str) and isinstance(row[1], str):
                    # Tests of a float precision or of relations beside sets are of options of that program.
                    if len(names) == 3:
                        pairs.append((row[0], row[1], bool(row[2])))
    return pairs


def gsm8k(path):
    pairs = []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        gold = record["ground_truth"].rsplit("A:", 1)[1].strip()
        for model in ("6b_finetuning", "6b_verification"):
            solution = record[model]["solution"]
            if "A:" in solution:
                pairs.append((gold, solution.rsplit("A:", 1)[1].strip(), bool(record[model]["is_correct"])))
    return pairs


def game24(path):
    """Different answers of one puzzle, side by side with the next."""
    answers = collections.defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        last = record["output"].strip().splitlines()[-1]
        if "Answer:" in last:
            text = last.split("Answer:", 1)[1].split("=")[0].strip()
            if text and text not in answers[record["idx"]]:
                answers[record["idx"]].append(text)
    return [(one, two, None) for texts in answers.values() for one, two in zip(texts, texts[1:])]


def theirs(gold, answer):
    try:
        return bool(verify(parse(gold, TARGETS), parse(answer, TARGETS)))
    except Exception:  # noqa: BLE001 what it cannot do is no agreement
        return False


def ours(winnow, pairs):
    """For each pair: is it one key, and is the answer right."""
    with tempfile.TemporaryDirectory() as folder:
        source, database = Path(folder) / "pairs.jsonl", Path(folder) / "x.db"
        with source.open("w", encoding="utf-8") as file:
            for place, (gold, answer, _) in enumerate(pairs):
                for index, text in enumerate((gold, answer)):
                    file.write(json.dumps({
                        "problem_id": f"p{place:05}", "sample_index": index, "completion": text,
                        "reference": gold}) + "\n")
        subprocess.run(
            [winnow, "import", str(source), "--db", str(database), "--grade-by", "reference", "--quiet"],
            check=True, capture_output=True)
        with sqlite3.connect(database) as connection:
            rows = connection.execute(
                "select problem.id, sample_index, answer_key, correct from candidate_readable "
                "join problem on problem.position = candidate_readable.problem order by problem.position, sample_index"
            ).fetchall()
    found = collections.defaultdict(dict)
    for place, row in enumerate(rows):
        found[place // 2][row[1]] = (row[2], row[3])
    return [
        (found[place][0][0] is not None and found[place][0][0] == found[place][1][0], found[place][1][1] == 1,
         found[place][0][0], found[place][1][0])
        for place in range(len(pairs))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--winnow", required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    options = parser.parse_args()
    sets = {"math-verify's tests": documented()}
    if options.data:
        for name, read, path in (("GSM8K", gsm8k, "gsm8k/solutions_6b.jsonl"),
                                 ("Game of 24", game24, "game24/gpt4_cot_100x100.jsonl")):
            if (options.data / path).exists():
                sets[name] = read(options.data / path)
    summary, rows = [], []
    for name, pairs in sets.items():
        counts = collections.Counter()
        for (gold, answer, expected), (same, right, key, other) in zip(pairs, ours(options.winnow, pairs)):
            verdict = theirs(gold, answer)
            if {gold.strip("$"), answer.strip("$")} <= INTRANSITIVE and gold != answer:
                counts["apart"] += 1
                continue
            counts["pairs"] += 1
            counts["math-verify equal"] += verdict
            counts["one key"] += same
            counts["graded right"] += right
            counts["key agrees"] += same == verdict
            counts["grade agrees"] += right == verdict
            if expected is not None:
                counts["expected agrees with grade"] += right == expected
                counts["expected agrees with math-verify"] += verdict == expected
            if right != verdict or same and not verdict:
                rows.append([name, gold, answer, expected, verdict, right, same, key, other])
        summary.append([name, *(counts[column] for column in COLUMNS)])
    write(options.out / "summary.csv", ["pairs of", *COLUMNS], summary)
    write(options.out / "disagreements.csv",
          ["pairs of", "reference", "answer", "expected", "math-verify", "graded right", "one key", "reference key", "key"],
          rows)
    for line in summary:
        print(dict(zip(["pairs of", *COLUMNS], line)))


COLUMNS = [
    "pairs", "math-verify equal", "one key", "graded right", "key agrees", "grade agrees", "expected agrees with grade",
    "expected agrees with math-verify", "apart"]


def write(path, header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_text(re.sub(r"\r\n?", "\n", text.getvalue()), "utf-8")


if __name__ == "__main__":
    main()
