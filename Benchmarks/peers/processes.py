"""The processes that do the work: peers that stay, and Winnow's programs, which start anew each time."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


@dataclass
class Measurement:
    """Seconds for an amount of work, tokens unless said otherwise."""

    seconds: float
    amount: float

    @property
    def rate(self) -> float:
        return self.amount / self.seconds


class Worker:
    """A Python process with its own libraries loaded once."""

    def __init__(self, python: str, threads: int):
        environment = os.environ | {
            "OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads), "HF_HUB_OFFLINE": "1",
            "TRANSFORMERS_VERBOSITY": "error", "TOKENIZERS_PARALLELISM": "false",
            "TORCHINDUCTOR_CACHE_DIR": str(ROOT / ".build-peers" / "inductor"),
        }
        self.process = subprocess.Popen(
            [python, str(HERE / "worker.py"), "--threads", str(threads)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, env=environment)

    def send(self, request: dict) -> None:
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def receive(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("a peer ended early; its messages are above")
        return json.loads(line)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


@dataclass
class Pool:
    """Workers by interpreter and number of threads; several of a kind for work that is divided among processes."""

    workers: dict[tuple[str, int, int], Worker] = field(default_factory=dict)

    def worker(self, python: str, threads: int, index: int = 0) -> Worker:
        key = (python, threads, index)
        if key not in self.workers:
            self.workers[key] = Worker(python, threads)
        return self.workers[key]

    def measure(self, python: str, threads: int, requests: list[dict]) -> Measurement:
        """The work of some requests, each done by a process of its own, all at the same time."""
        team = [self.worker(python, threads, index) for index in range(len(requests))]
        for worker, request in zip(team, requests):
            worker.send(request)
        answers = [worker.receive() for worker in team]
        seconds = max(answer["seconds"] or 0 for answer in answers)
        return Measurement(seconds, sum(answer["amount"] for answer in answers))

    def close(self) -> None:
        for worker in self.workers.values():
            worker.close()
        self.workers = {}


@dataclass
class Winnow:
    """Winnow's program and the program that times its engine."""

    program: str
    timings: str
    threads: int

    def generate(self, arguments: list[str], times: int = 1) -> Measurement:
        """`winnow generate`, loading not counted: the seconds that it states itself."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "stats.json"
            found = []
            for _ in range(times):
                call = [self.program, "generate", "--threads", str(self.threads), "--quiet", "--stats", str(file)]
                subprocess.run(call + arguments, check=True, stdout=subprocess.DEVNULL)
                found.append(json.loads(file.read_text()))
        return Measurement(statistics.median(s["wall_seconds"] for s in found), found[0]["completion_tokens"])

    def time(self, *arguments: str) -> Measurement:
        """What the engine's timings say."""
        call = [self.timings, *arguments]
        answer = json.loads(subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True).stdout)
        return Measurement(answer["seconds"], answer["amount"])

    def first_byte(self, arguments: list[str]) -> float:
        """The seconds from the start of a process of the program to its first output."""
        start = time.perf_counter()
        with subprocess.Popen([self.program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            process.stdout.read(1)
            seconds = time.perf_counter() - start
            process.stdout.read()
        return seconds

    def memory(self, arguments: list[str]) -> int:
        """The largest resident memory of a call, in bytes.

        A child's figure begins with what its parent had, so the parent is an interpreter that has loaded nothing.
        """
        script = (
            "import resource, subprocess, sys\n"
            "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n")
        call = [sys.executable, "-S", "-c", script, self.program, *arguments]
        return int(subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True).stdout) * 1024
