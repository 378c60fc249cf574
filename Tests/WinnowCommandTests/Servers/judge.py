"""A program that judges candidates and misbehaves as it is told; the tests start it.

Arguments: the fault, and a file that gets a line for each request. An answer is accepted when the sum of its bytes is
even, and its value is that sum over 1000.
"""

import json
import os
import sys
import time

fault, log = sys.argv[1], sys.argv[2]
if fault == "silent":
    sys.exit("I have no model")
for number, line in enumerate(sys.stdin):
    request = json.loads(line)
    with open(log, "a") as file:
        file.write(line)
    seen = sum(1 for _ in open(log))
    if "reference" in request:
        sys.exit("a reference must never be shown")
    answer = request["answer"]
    value = sum(answer.encode())
    odd = value % 5 == 0
    if fault == "crash" and odd:
        sys.exit(3)
    if fault == "crash-once" and seen == 4:
        os.kill(os.getpid(), 9)
    if fault == "hang" and odd:
        time.sleep(100)
    if fault == "chatter" and seen > 3 and odd:
        print("loading ...", flush=True)
    if fault == "slow":
        time.sleep(0.05)
    reply = {"outcome": "accepted" if value % 2 == 0 else "rejected", "value": value / 1000}
    if fault == "full":
        reply |= {"id": request["id"], "critiques": ["it is odd"], "tokens": 7, "seconds": 0.5, "step_values": [0.25, 0.5]}
    print(json.dumps(reply), flush=True)
