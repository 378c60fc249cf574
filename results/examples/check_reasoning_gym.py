"""reasoning-gym's own scorers as a judge of countdown answers.

    pip install reasoning-gym
    winnow judge --db x.db --run 3 --name reasoning-gym --evidence answer --command "python3 results/examples/check_reasoning_gym.py countdown"
    winnow judge --db x.db --run 3 --name rg-score --gives score --evidence answer --command "python3 results/examples/check_reasoning_gym.py countdown score"

The first argument is the task, countdown or puzzle24. A score of 1 is an acceptance; with `score` the scorer's number is given
as it is, with its parts for effort. Neither is sound: `winnow audit` says what they let through.
"""

import contextlib
import json
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
    with contextlib.redirect_stdout(sys.stderr):
        value = float(dataset.score_answer(request["answer"], entry))
    reply = {"value": value} if gives_score else {"outcome": "accepted" if value >= 1 else "rejected"}
    print(json.dumps({"id": request["id"], **reply}), flush=True)
