"""A process that times one kind of peer: reads requests as lines of JSON, answers each with one line.

A request names the work and its arguments, and how often to do it; the first request of a work also prepares it and
does it once untimed, so that graphs are compiled and memory is there.
"""

import argparse
import json
import os
import statistics
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


def prepare(kind: str, threads: int, arguments: dict):
    """The work of a request; libraries are imported only where they are needed."""
    if kind == "llama":
        from sample_llama import LlamaSampling

        return LlamaSampling(threads=threads, **arguments)
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(os.getpid())
    if kind == "sample":
        from sample_torch import Sampling

        return Sampling(**arguments)
    if kind == "train":
        from train_torch import Training

        return Training(**arguments)
    if kind == "score":
        from score_torch import Scoring

        return Scoring(**arguments)
    if kind == "transformers":
        from generate_transformers import Generating

        return Generating(**arguments)
    if kind == "peak":
        from peak import Peak

        return Peak()
    raise ValueError(f"no work {kind}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, required=True)
    threads = parser.parse_args().threads
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # What libraries print must not be taken for an answer.
    prepared: dict[str, object] = {}
    for line in sys.stdin:
        request = json.loads(line)
        key = json.dumps([request["kind"], request["arguments"]], sort_keys=True)
        if key not in prepared:
            prepared[key] = prepare(request["kind"], threads, request["arguments"])
            prepared[key].run(**request["warm"])
        seconds, amount = [], 0
        for _ in range(request["times"]):
            start = time.perf_counter()
            amount = prepared[key].run(**request["run"])
            seconds.append(time.perf_counter() - start)
        answer = {"seconds": statistics.median(seconds) if seconds else None, "amount": amount}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
