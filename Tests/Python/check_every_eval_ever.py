"""Checks exports with Every Eval Ever's own validator: check_every_eval_ever.py WINNOW.

The validator needs Python 3.12 or newer; with an older one, or where it cannot be installed, this is said and nothing is checked.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

LINES = """\
{"id": "a", "prompt": "1 + 1?", "completion": "It is 2. #### 2", "reference": "2", "tokens": 7}
{"id": "a", "prompt": "1 + 1?", "completion": "\\u202e \\u0000 <b>no idea</b>", "reference": "2"}
{"id": "b", "prompt": "2 + 2?", "completion": "", "reference": ["4", "four"]}
"""


def main() -> None:
    winnow = sys.argv[1]
    if sys.version_info < (3, 12):
        print(f"skipped: every-eval-ever needs Python 3.12, and this is {sys.version.split()[0]}")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        if subprocess.run([folder / "venv/bin/pip", "install", "--quiet", "every-eval-ever==0.3.0"]).returncode != 0:
            print("skipped: every-eval-ever cannot be installed")
            return
        (folder / "in.jsonl").write_text(LINES, encoding="utf-8")
        db = folder / "x.db"
        subprocess.run([winnow, "import", folder / "in.jsonl", "--db", db, "--quiet"], check=True, capture_output=True)
        subprocess.run([winnow, "sweep", "--domain", "maze,countdown", "--model", "weak", "--problems", "5", "--samples", "4",
                        "--db", db, "--quiet"], check=True, capture_output=True)
        out = folder / "out.jsonl"
        subprocess.run([winnow, "export", "--db", db, "--format", "every-eval-ever", out, "--quiet"], check=True)
        count = len(out.read_text(encoding="utf-8").splitlines())
        assert count == 3 + 2 * 5 * 4, count
        subprocess.run([folder / "venv/bin/every_eval_ever", "validate", out], check=True)
        print(f"every-eval-ever: {count} lines are valid")


main()
