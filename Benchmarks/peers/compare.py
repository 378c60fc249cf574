"""Measures works in rounds, Winnow and every way of its peers in turn, so that all of them meet the same machine."""

import math
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import works
from cost import Cost
from processes import Measurement, Pool, Winnow
from works import Way


@dataclass
class Series:
    """The rates of one way over the rounds, in tokens per second."""

    title: str
    peer: str
    processes: int = 1
    rates: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.rates)

    def record(self) -> dict:
        return {
            "peer": self.peer, "way": self.title, "processes": self.processes, "median": self.median, "min": min(self.rates),
            "max": max(self.rates), "rounds": len(self.rates),
        }


@dataclass
class Work:
    """A work with its target ratio, the operations of one token of it, and all ways to do it."""

    key: str
    title: str
    target: float
    operations_per_token: float
    winnow: Callable[[], Measurement]
    ways: list[Way]


@dataclass
class Result:
    """What was measured of one work."""

    work: Work
    ours: Series
    theirs: list[Series]

    #: The machine's peak in each round, in floating-point operations per second.
    peaks: list[float]

    def best(self, peer: str) -> Series | None:
        """The fastest way of a peer."""
        return max((s for s in self.theirs if s.peer == peer), key=lambda s: s.median, default=None)

    @property
    def best_of_all(self) -> Series:
        return max(self.theirs, key=lambda s: s.median)

    @property
    def ratio(self) -> float:
        return self.ours.median / self.best_of_all.median


@dataclass
class Comparison:
    """Where the processes are and how often everything is measured."""

    winnow: Winnow
    pool: Pool
    python: str
    llama_python: str | None
    rounds: int
    seconds: float = 0.5

    def interpreter(self, way: Way) -> str:
        return self.llama_python if way.peer == works.LLAMA else self.python

    def once(self, way: Way, times: int) -> Measurement:
        return self.pool.measure(self.interpreter(way), way.threads, [way.request(times)] * way.processes)

    def peak(self) -> float:
        """Floating-point operations per second of PyTorch's matrix products on all threads."""
        return self.once(Way(works.EAGER, "", "peak", {}, self.winnow.threads), 1).amount

    def run(self, work: Work) -> Result:
        """Warms everything up, then measures it in rounds."""
        theirs, times = [], []
        for way in work.ways:
            seconds = self.once(way, 1).seconds
            theirs.append(Series(way.title, way.peer, way.processes))
            times.append(max(1, min(10, math.ceil(self.seconds / seconds))))
        ours, peaks = Series("", "Winnow"), []
        for _ in range(self.rounds):
            peaks.append(self.peak())
            ours.rates.append(work.winnow().rate)
            for way, series, count in zip(work.ways, theirs, times):
                series.rates.append(self.once(way, count).rate)
        result = Result(work, ours, theirs, peaks)
        best = result.best_of_all
        print(f"{work.title}: {ours.median:.0f} tokens/s, {result.ratio:.2f} x {best.peer} ({best.title})", file=sys.stderr)
        return result


def all_works(winnow: Winnow, folders: dict[str, Path], ggufs: dict[str, Path]) -> list[Work]:
    """Every work but the real job."""
    found = []

    def timing(kind: str, folder: Path, times: int, *more: str) -> Callable[[], Measurement]:
        return lambda: winnow.time(kind, str(folder), str(winnow.threads), str(times), *more)

    for name, targets in {"d64": (8, 6, 1.8, 2.5), "d128": (3, 3, 1.1, 1.5)}.items():
        folder, cost = folders[name], Cost.of(folders[name])
        for count, target in zip((64, 256), targets):
            operations = cost.sampling(len(works.PROMPT), works.NEW, count) / (count * works.NEW)
            ways = works.sampling(folder, ggufs.get(name), count, winnow.threads)
            title = f"sample {name}, n = {count}"
            found.append(Work(f"sample-{name}-{count}", title, target, operations, timing("sample", folder, 9, str(count)), ways))
        operations = cost.training(works.BATCH, works.TIME) / (works.BATCH * works.TIME)
        ways = works.training(folder, winnow.threads)
        found.append(Work(f"train-{name}", f"train {name}", targets[2], operations, timing("train", folder, 9), ways))
        operations = cost.scoring(works.SCORED, works.SCORED_TIME) / (works.SCORED * works.SCORED_TIME)
        ways = works.scoring(folder, winnow.threads)
        found.append(Work(f"score-{name}", f"score {name}", targets[3], operations, timing("score", folder, 15), ways))
    return sorted(found, key=lambda work: ["sample", "train", "score"].index(work.key.split("-")[0]))
