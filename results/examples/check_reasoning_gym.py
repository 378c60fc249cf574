"""reasoning-gym's own scorers as a judge of countdown answers.

    pip install reasoning-gym
    winnow judge --db x.db --run 3 --name reasoning-gym --evidence answer --command "python3 results/examples/check_reasoning_gym.py countdown"
    winnow judge --db x.db --run 3 --name rg-score --gives score --evidence answer --command "python3 results/examples/check_reasoning_gym.py countdown score"

The first argument is the task, countdown or puzzle24. A score of 1 is an acceptance; with `score` the scorer's number is given
as it is, with its parts for effort. Neither is sound: `winnow audit` says what they let through.

The scorers hand an answer to sympy's parse_expr, which runs Python that stands in it. So an answer with anything but numbers,
signs and parentheses is left undecided here, and never reaches them.
"""

import contextlib
import json
import re
import sys

import reasoning_gym

task = sys.argv[1] if len(sys.argv) > 1 else "countdown"
gives_score = "score" in sys.argv[2:]
# Some versions of the scorers print what they see.
with contextlib.redirect_stdout(sys.stderr):
    dataset = reasoning_gym.create_dataset(task, size=1, seed=1)

for line in sys.stdin:
    request = json.loads(line)
    numbers, target = request["problem"].split(">")
    entry = {"metadata": {"numbers": [int(number) for number in numbers.split()], "target": int(target)}}
    if re.search(r"[^0-9+\-*/×÷().,=\s]", request["answer"] or ""):
        reply = {"outcome": "error", "critiques": ["the answer is more than arithmetic, which the scorer would run as Python"]}
    else:
        with contextlib.redirect_stdout(sys.stderr):
            value = float(dataset.score_answer(request["answer"], entry))
        reply = {"value": value} if gives_score else {"outcome": "accepted" if value >= 1 else "rejected"}
    print(json.dumps({"id": request["id"], **reply}), flush=True)
