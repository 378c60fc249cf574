"""A verifier for Winnow: accepts an answer that is equal to what the problem's arithmetic comes to.

    winnow verify-with --db x.db --name sympy --evidence answer \\
      --command "python3 results/examples/check_sympy.py"

Reads one JSON object a line and writes one a line; see `winnow help verify-with`. It knows two kinds of problems: a
countdown problem such as `9 7 5 > 11`, where the answer is an expression that has to use the numbers once each and come
to the target, and a question with an equation in it, such as `Solve 2*x + 3 = 11 for x`, where the answer is checked by
putting it in: nothing is solved, and no reference is known. What it cannot read is an error, not a rejection.
"""

import json
import re
import sys

import sympy

EQUATION = re.compile(r"([-+*/^()\d.\s]*\b[a-z]\b[-+*/^()\d.\sa-z]*?)=([-+*/^()\d.\sa-z]+?)(?:\s+for\b|[?.,;]|$)")
PLAIN = re.compile(r"[-+*/()\d\s.]+")
VALUE = re.compile(r"[-+*/^()\d\s.]+")


def countdown(numbers: list[int], target: int, answer: str) -> list[str]:
    """What is wrong with an expression."""
    if not PLAIN.fullmatch(answer):
        return [f"{answer!r} is no expression of numbers"]
    wrong = []
    if sorted(map(int, re.findall(r"\d+", answer))) != sorted(numbers):
        wrong.append("it does not use each number once")
    value = sympy.sympify(answer, rational=True)
    if value != target:
        wrong.append(f"it comes to {value}")
    return wrong


def equation(left: str, right: str, answer: str) -> list[str]:
    """What is wrong with a value for the one unknown."""
    # sympify runs Python that stands in a text: a word may be a function.
    if not VALUE.fullmatch(answer) or re.search(r"[a-z]{2}", left + " " + right):
        raise ValueError(f"{answer!r} is no number, or the equation has words in it")
    difference = sympy.sympify(left.replace("^", "**")) - sympy.sympify(right.replace("^", "**"))
    (unknown,) = difference.free_symbols
    rest = sympy.simplify(difference.subs(unknown, sympy.sympify(answer.replace("^", "**"), rational=True)))
    return [] if rest == 0 else [f"the two sides differ by {rest}"]


def judge(request: dict) -> dict:
    problem, answer = request["problem"], request["answer"]
    numbers = re.fullmatch(r"([\d ]+) > (\d+)", problem)
    if numbers:
        wrong = countdown([int(number) for number in numbers[1].split()], int(numbers[2]), answer)
    elif found := EQUATION.search(request["prompt"].splitlines()[-1]):
        wrong = equation(found[1], found[2], answer)
    else:
        return {"outcome": "error", "critiques": ["there is nothing to compute in the problem"]}
    return {"outcome": "rejected", "critiques": wrong} if wrong else {"outcome": "accepted"}


for line in sys.stdin:
    try:
        reply = judge(json.loads(line))
    except Exception as problem:  # whatever sympy does not read
        reply = {"outcome": "error", "critiques": [f"{type(problem).__name__}: {problem}"]}
    print(json.dumps(reply), flush=True)
