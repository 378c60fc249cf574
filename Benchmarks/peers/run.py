"""Compares Winnow with its peers on this machine and writes the results; `make bench-peers` calls it."""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import folders
import job
import machine
import render
import works
from compare import Comparison, Result, all_works
from processes import ROOT, Pool, Winnow
from works import Way

FIRST_TARGET, JOB_TARGET = 0.05, 15


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--quick", action="store_true", help="fewer rounds and a part of the real job")
    parser.add_argument("--llama-python", help="an interpreter that can import llama_cpp and gguf")
    parser.add_argument("--winnow", default=str(ROOT / ".build/release/winnow"))
    parser.add_argument("--timings", default=str(ROOT / "Benchmarks/.build/release/EngineTimings"))
    parser.add_argument("--only", default="", help="only works whose key contains this text, and nothing else")
    parser.add_argument("--output", type=Path, default=ROOT / "results/peers")
    return parser.parse_args()


def measured_peak(comparison: Comparison) -> dict:
    """Floating-point operations per second of matrix products, PyTorch's and Winnow's own."""
    threads = str(comparison.winnow.threads)
    return {
        "torch": max(comparison.peak() for _ in range(5)),
        "winnow": comparison.winnow.time("multiply", "512", threads, "20").rate,
        "winnow_small": comparison.winnow.time("multiply", "64", threads, "20").rate,
    }


def measured_job(comparison: Comparison, folder: Path, problems: int) -> dict:
    """The real job, the peer's calls in slices between runs of Winnow's."""
    winnow, task = comparison.winnow, job.Job.load(comparison.winnow, folder)
    ways = works.job(job.FOLDER, task.prompts, task.limit, winnow.threads)
    for way in ways:
        comparison.once(way, 0)
    size = problems // comparison.rounds
    generated, sampled, seconds = [], [], [0.0] * len(ways)
    for index in range(comparison.rounds):
        generated.append(task.generate(winnow, works.JOB_PROBLEMS).seconds)
        sampled.append(job.sample(winnow, folder / "job.db"))
        for place, way in enumerate(ways):
            part = size // way.processes
            starts = [index * size + process * part for process in range(way.processes)]
            requests = [way.request(1, {"first": start, "last": start + part}) for start in starts]
            measured = comparison.pool.measure(comparison.python, way.threads, requests)
            seconds[place] += measured.seconds * size / (part * way.processes)
    scale = works.JOB_PROBLEMS / (size * comparison.rounds)
    ours = statistics.median(generated)
    return {
        "generate_seconds": ours, "sample_seconds": statistics.median(sampled), "target": JOB_TARGET,
        "measured_problems": size * comparison.rounds,
        "ways": [{"way": way.title, "seconds": scale * taken} for way, taken in zip(ways, seconds)],
        "ratio": scale * min(seconds) / ours,
    }


def measured_scaling(winnow: Winnow, folder: Path, task_folder: Path, rounds: int) -> tuple[list[dict], list[dict]]:
    """Seconds against the number of candidates of one prompt, and against the number of problems."""
    prompt = ",".join(map(str, works.PROMPT))
    candidates = []
    for count in (64, 256, 1024, 4096):
        call = ["--model", str(folder), "--prompt-ids", prompt, "--samples", str(count), "--max-new", str(works.NEW)]
        seconds = winnow.generate(call + ["--ignore-eos"], times=rounds).seconds
        candidates.append({"candidates": count, "seconds": seconds})
    task = job.Job.load(winnow, task_folder)
    problems = []
    for count in (25, 50, 100, 200):
        seconds = statistics.median(task.generate(winnow, count).seconds for _ in range(rounds))
        problems.append({"problems": count, "seconds": seconds})
    return candidates, problems


def record(result: Result) -> dict:
    work, peak = result.work, statistics.median(result.peaks)
    return {
        "key": work.key, "title": work.title, "target": work.target, "ratio": result.ratio,
        "operations_per_token": work.operations_per_token,
        "peak": peak, "share_of_peak": result.ours.median * work.operations_per_token / peak,
        "winnow": result.ours.record(), "ways": [series.record() for series in result.theirs],
    }


def measured(options: argparse.Namespace, comparison: Comparison, folder: Path) -> dict:
    """Everything."""
    winnow, quick = comparison.winnow, options.quick
    models = {shape.name: folders.write_random(folder / shape.name, shape) for shape in (folders.D64, folders.D128)}
    ggufs = {}
    if options.llama_python:
        import gguf_folder

        ggufs = {name: gguf_folder.write(model, folder / f"{name}.gguf") for name, model in models.items()}
    results = {
        "machine": machine.facts(options.llama_python), "threads": winnow.threads, "rounds": comparison.rounds,
        "quick": quick, "peak": measured_peak(comparison),
    }
    chosen = [work for work in all_works(winnow, models, ggufs) if options.only in work.key]
    results["works"] = [record(comparison.run(work)) for work in chosen]
    if options.only:
        return results
    results["job"] = measured_job(comparison, folder, problems=8 if quick else works.JOB_PROBLEMS)
    results["candidates"], results["problems"] = measured_scaling(winnow, models["d64"], folder, 1 if quick else 3)
    return results | measured_process(winnow, models["d64"])


def measured_process(winnow: Winnow, folder: Path) -> dict:
    """How fast the program starts, and how much memory it takes."""
    results, prompt = {}, ",".join(map(str, works.PROMPT))
    first = ["generate", "--domain", works.JOB_DOMAIN, "--model", works.JOB_MODEL, "--prompt-ids", prompt, "--quiet",
             "--max-new", "1"]
    times = [winnow.first_byte(first) for _ in range(20)]
    results["first"] = {"median": statistics.median(times), "times": len(times), "target": FIRST_TARGET}
    results["memory"] = winnow.memory(
        ["generate", "--model", str(folder), "--prompt-ids", prompt, "--samples", "256", "--max-new",
         str(works.NEW), "--ignore-eos", "--threads", str(winnow.threads)])
    return results


def publish(results: dict, output: Path) -> None:
    """Writes the files, and the table into the documentation when all cores were used in a whole run."""
    output.mkdir(parents=True, exist_ok=True)
    name = "peers" if results["threads"] == os.cpu_count() else f"peers-{results['threads']}"
    (output / f"{name}.md").write_text(render.page(results))
    (output / f"{name}.json").write_text(json.dumps(results, indent=1) + "\n")
    (output / "machine.json").write_text(json.dumps(results["machine"], indent=1) + "\n")
    performance = ROOT / "Sources/winnow/Winnow.docc/Performance.md"
    before, begin, rest = performance.read_text().partition("<!-- peers:begin -->\n")
    _, end, after = rest.partition("<!-- peers:end -->")
    if begin and end and name == "peers" and not results["quick"]:
        performance.write_text(before + begin + render.summary(results) + "\n" + end + after)


def main() -> None:
    options, start = arguments(), time.monotonic()
    winnow = Winnow(options.winnow, options.timings, options.threads)
    comparison = Comparison(winnow, Pool(), sys.executable, options.llama_python, rounds=2 if options.quick else 5,
                            seconds=0.2 if options.quick else 0.5)
    try:
        with tempfile.TemporaryDirectory(prefix="winnow-peers-") as folder:
            results = measured(options, comparison, Path(folder))
    finally:
        comparison.pool.close()
    results["minutes"] = (time.monotonic() - start) / 60
    if options.only:
        print(render.ratios(results) + "\n\n" + render.spreads(results))
        return
    publish(results, options.output)
    print(render.page(results))


if __name__ == "__main__":
    main()
