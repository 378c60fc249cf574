"""Installs the wheel into a fresh virtual environment and uses it: test_wheel.py WHEEL.

First without pandas, where tables are lists of dictionaries, then in a notebook that nbclient runs, with pandas. Where there
is no venv, or packages cannot be had, what is skipped is said.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PLAIN = """
import winnow, os, tempfile
path = os.path.join(tempfile.mkdtemp(), "x.db")
db = winnow.sweep("chain", model="weak", problems=4, samples=4, db=path)
rows = db.table(strategies=["single", "majority"])
assert isinstance(rows, list) and {row["strategy"] for row in rows} == {"single", "majority"}, rows[:1]
assert all(0 <= row["right"] <= 1 for row in rows)
assert "<table>" in rows._repr_html_() and "<table>" in db._repr_html_()
samples = db.candidates(run=1)
assert len(samples) == 16 and samples[0]["domain"] == "chain", len(samples)
assert [row["budget"] for row in db.curve(strategies="majority")] == [1, 2, 4]
for call, word in [(lambda: db.table(strategies="majorty"), "majority"), (lambda: winnow.open("no.db").table(), "no.db"),
                   (lambda: winnow.run("tabel"), "table"), (lambda: winnow.open("no.db").candidates(), "no.db"),
                   (lambda: db.query("DELETE FROM run"), "readonly")]:
    try:
        call()
    except winnow.WinnowError as error:
        assert word in str(error) and not str(error).startswith("winnow:"), str(error)
    else:
        raise AssertionError(word)
assert winnow.__version__ and repr(db).startswith("winnow.open(")
print("module: passed")
"""

CELLS = [
    "import winnow, tempfile, os\npath = os.path.join(tempfile.mkdtemp(), 'n.db')",
    "db = winnow.sweep('countdown', model='weak', problems=4, samples=4, db=path)\ndb",
    "frame = db.table(strategies='majority')\nassert type(frame).__name__ == 'DataFrame'\nframe",
    "assert db.candidates(run=1).groupby('problem').size().eq(4).all()\ndb.curve(strategies=['single', 'majority'])",
    "db.audit(run=1)",
    "try:\n    db.table(budgets=99)\nexcept winnow.WinnowError as error:\n    print('refused:', error)",
]

NOTEBOOK = """
import json, sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in json.loads(sys.argv[1])])
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
outputs = [str(output.get("data", output.get("text", ""))) for cell in notebook.cells for output in cell.get("outputs", [])]
assert sum("<table" in output for output in outputs) >= 3, outputs
assert any("refused: budget 99" in output for output in outputs), outputs
print("notebook: passed")
"""


def main() -> None:
    wheel = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, text=True)
        if made.returncode != 0:
            print("skipped: this Python makes no virtual environments (Debian: python3-venv)")
            return
        python = Path(folder) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", str(wheel)], check=True)
        version = subprocess.run([python.parent / "winnow", "--version"], check=True, capture_output=True, text=True).stdout
        print(f"console script: winnow {version.strip()}")
        same = subprocess.run([python, "-m", "winnow", "--version"], check=True, capture_output=True, text=True).stdout
        assert same == version
        subprocess.run([python, "-c", PLAIN], check=True)
        packages = ["pandas", "nbclient", "nbformat", "ipykernel"]
        if subprocess.run([python, "-m", "pip", "install", "--quiet", *packages]).returncode != 0:
            print("skipped the notebook: " + ", ".join(packages) + " cannot be installed")
            return
        subprocess.run([python, "-c", NOTEBOOK, json.dumps(CELLS)], check=True)


main()
