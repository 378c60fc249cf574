"""A critic that names the first wrong step: it computes the sums that a solution writes down.

    winnow import gsm8k.jsonl --db x.db          # of ProcessBench
    winnow judge --db x.db --name sums --gives first-error --command "python3 results/examples/first_error.py"
    winnow scorers --db x.db --first-error

It reads a line with `steps`, a list of texts, and answers with the index of the first step that has a false equation such as
3 * 4 = 13, or -1. It sees no other errors; put a model in the place of `is_wrong` for those.
"""

import json
import re
import sys

NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
EQUATION = re.compile(rf"(?<![\d.])({NUMBER}(?:\s*[-+*/×÷]\s*{NUMBER})+)\s*=\s*\$?({NUMBER})")


def is_wrong(step: str) -> bool:
    for left, right in EQUATION.findall(step):
        terms = left.replace(",", "").replace("×", "*").replace("÷", "/")
        # Numbers and the four signs alone are in it.
        try:
            value = float(eval(terms, {"__builtins__": {}}))
            is_equal = abs(value - float(right.replace(",", ""))) <= 0.01 * max(1, abs(value))
        except (SyntaxError, ValueError, ZeroDivisionError, OverflowError):
            continue
        if not is_equal:
            return True
    return False


for line in sys.stdin:
    request = json.loads(line)
    first = next((index for index, step in enumerate(request["steps"]) if is_wrong(step)), -1)
    print(json.dumps({"id": request["id"], "first_error": first}), flush=True)
