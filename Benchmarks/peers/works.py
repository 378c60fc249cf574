"""The work that is compared, and every way in which a peer may do it; the best way counts as the peer's figure."""

import math
from dataclasses import dataclass, field
from pathlib import Path

PROMPT = list(range(3, 19))
NEW = 112
BATCH, TIME = 16, 256
SCORED, SCORED_TIME = 64, 128
JOB_DOMAIN, JOB_MODEL = "maze", "medium"
JOB_PROBLEMS, JOB_SAMPLES, JOB_TEMPERATURE = 200, 64, 0.8

EAGER, COMPILED, TRANSFORMERS, LLAMA = "PyTorch eager", "torch.compile", "transformers", "llama.cpp"
PEERS = [EAGER, COMPILED, TRANSFORMERS, LLAMA]


@dataclass
class Way:
    """One way to do a work: by `processes` processes of `threads` threads each, which divide its amount."""

    peer: str
    label: str
    kind: str
    arguments: dict
    threads: int
    processes: int = 1
    warm: dict = field(default_factory=dict)

    @property
    def title(self) -> str:
        team = f"{self.processes} × {self.threads} thread" + ("s" if self.threads > 1 else "")
        return f"{self.label}, {team}" if self.label else team

    def request(self, times: int, run: dict | None = None) -> dict:
        """What a worker is asked for; `run` are arguments of the run itself."""
        return {
            "kind": self.kind, "arguments": self.arguments, "times": times, "warm": self.warm, "run": run or {},
        }


def teams(threads: int) -> list[tuple[int, int]]:
    """Processes and threads of each: one with all threads, or as many with one each."""
    return [(1, threads)] if threads == 1 else [(1, threads), (threads, 1)]


def sampling(folder: Path, gguf: Path | None, count: int, threads: int) -> list[Way]:
    """The ways to sample `count` sequences."""
    ways = []
    for processes, each in teams(threads):
        part = math.ceil(count / processes)
        torch = {"folder": str(folder), "count": part, "prompt": PROMPT, "new": NEW}
        hugging = {
            "folder": str(folder), "count": part, "prompts": [PROMPT], "new": NEW, "temperature": 1.0, "ends": False,
        }
        ways += [
            Way(EAGER, "", "sample", torch | {"compiled": False}, each, processes),
            Way(COMPILED, "static cache", "sample", torch | {"compiled": True}, each, processes),
            Way(TRANSFORMERS, "dynamic cache", "transformers", hugging | {"static": False}, each, processes),
        ]
        if processes == 1:
            ways.append(Way(TRANSFORMERS, "static cache", "transformers", hugging | {"static": True}, each))
        if gguf:
            llama = {"file": str(gguf), "count": part, "prompt": PROMPT, "new": NEW, "together": 256}
            ways.append(Way(LLAMA, "own caches", "llama", llama | {"unified": False}, each, processes))
            if processes == 1:
                ways.append(Way(LLAMA, "shared cache", "llama", llama | {"unified": True}, each))
    return ways


def training(folder: Path, threads: int) -> list[Way]:
    """The ways to make a training step; two processes would train two models."""
    arguments = {"folder": str(folder), "batch": BATCH, "time": TIME}
    return [
        Way(EAGER, "", "train", arguments | {"compiled": False}, threads),
        Way(COMPILED, "", "train", arguments | {"compiled": True}, threads),
    ]


def scoring(folder: Path, threads: int) -> list[Way]:
    """The ways to score sequences: all at once, or 8 at a time, whose activations stay in the cache."""
    ways = []
    for processes, each in teams(threads):
        arguments = {"folder": str(folder), "count": SCORED // processes, "time": SCORED_TIME}
        for together in (8, SCORED // processes):
            sizes = arguments | {"together": together}
            ways.append(Way(EAGER, f"{together} at once", "score", sizes | {"compiled": False}, each, processes))
        ways.append(Way(COMPILED, "8 at once", "score", arguments | {"together": 8, "compiled": True}, each, processes))
    return ways


def job(folder: Path, prompts: list[list[int]], limit: int, threads: int) -> list[Way]:
    """The real job: every problem is one call of `generate`; the problems can be divided among processes."""
    arguments = {
        "folder": str(folder), "count": JOB_SAMPLES, "prompts": prompts, "new": limit, "temperature": JOB_TEMPERATURE,
        "ends": True, "static": False,
    }
    warm = {"first": 0, "last": 1}
    return [
        Way(TRANSFORMERS, "one call a problem", "transformers", arguments, each, processes, warm)
        for processes, each in teams(threads)
    ]
