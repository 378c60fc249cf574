"""The real job: candidates of 200 maze problems by a bundled model, each until its end token."""

import sqlite3
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import works
from folders import read_words
from processes import ROOT, Measurement, Winnow

FOLDER = ROOT / "Sources/WinnowCatalogue/Models" / works.JOB_DOMAIN / works.JOB_MODEL


@dataclass
class Job:
    """The prompts of the job, taken from a database that `winnow sample` made."""

    prompts: list[list[int]]
    limit: int
    file: Path

    @staticmethod
    def load(winnow: Winnow, folder: Path) -> "Job":
        database = folder / "prompts.db"
        sample(winnow, database, samples=1)
        with sqlite3.connect(database) as connection:
            texts = [row[0] for row in connection.execute("select prompt from problem order by position")]
            (limit,) = connection.execute("select max(max_tokens) from run").fetchone()
        words = read_words(FOLDER)
        prompts = [[words[word] for word in text.split()] for text in texts]
        file = folder / "prompts.txt"
        file.write_text("".join(",".join(map(str, prompt)) + "\n" for prompt in prompts))
        return Job(prompts, limit, file)

    def generate(self, winnow: Winnow, problems: int) -> Measurement:
        """`winnow generate` on the first problems, the same work as the peer's."""
        part = self.file.with_name(f"prompts-{problems}.txt")
        part.write_text("".join(self.file.read_text().splitlines(keepends=True)[:problems]))
        return winnow.generate(
            ["--model", str(FOLDER), "--prompt-ids-file", str(part), "--samples", str(works.JOB_SAMPLES),
             "--max-new", str(self.limit), "--temperature", str(works.JOB_TEMPERATURE)])


def sample(winnow: Winnow, database: Path, samples: int = works.JOB_SAMPLES) -> float:
    """Seconds of `winnow sample` from start to end: loading, sampling, a greedy run, judging and storing."""
    for file in database.parent.glob(database.name + "*"):
        file.unlink()
    start = time.perf_counter()
    subprocess.run(
        [winnow.program, "sample", "--domain", works.JOB_DOMAIN, "--model", works.JOB_MODEL, "--problems",
         str(works.JOB_PROBLEMS), "--samples", str(samples), "--temperature", str(works.JOB_TEMPERATURE), "--threads",
         str(winnow.threads), "--quiet", "--db", str(database)],
        check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start
