"""A judge of a few candidates, for `winnow judge --gives knockout --command "python3 results/examples/compare.py"`.

Each line has two candidates, or up to eight with `--gives genselect`, and is asked again in the opposite order. The rule: the
one with the fewest tokens, which some call the most confident; none where the shortest two are equally long.
"""

import json
import sys

for line in sys.stdin:
    request = json.loads(line)
    shortest = sorted(request["candidates"], key=lambda candidate: candidate["tokens"] or 0)
    choice = shortest[0]["sample"]
    if len(shortest) > 1 and shortest[0]["tokens"] == shortest[1]["tokens"]:
        choice = None
    print(json.dumps({"id": request["id"], "choice": choice}), flush=True)
