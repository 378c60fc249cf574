"""A strategy as a program, for `winnow judge --gives choice --command "python3 results/examples/choose.py"`.

Each line has the candidates of a problem, or of a random part of them. The rule: the most frequent answer among the half of
the candidates that the model thought likeliest per token; the shortest sample with that answer; none without an answer.
"""

import json
import sys
from collections import Counter

for line in sys.stdin:
    request = json.loads(line)
    answered = [candidate for candidate in request["candidates"] if candidate["answer_key"] is not None]

    def likelihood(candidate):
        return (candidate["log_probability"] or 0.0) / max(candidate["tokens"] or 1, 1)

    answered.sort(key=likelihood, reverse=True)
    best = answered[: (len(answered) + 1) // 2]
    choice = None
    if best:
        votes = Counter(candidate["answer_key"] for candidate in best)
        winner = max(votes, key=lambda key: (votes[key], key))
        samples = [candidate for candidate in best if candidate["answer_key"] == winner]
        choice = min(samples, key=lambda candidate: (candidate["tokens"] or 0, candidate["sample"]))["sample"]
    print(json.dumps({"id": request["id"], "choice": choice}), flush=True)
