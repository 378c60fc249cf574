"""Checks exports with Every Eval Ever's own validator: check_every_eval_ever.py WINNOW.

The validator needs Python 3.12 or newer; with an older one, or where it cannot be installed, this is said and nothing is checked.
It reads samples beside an aggregate of the same name, in the folders of its datastore; the aggregates are made here.
"""

import json
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

LINES = """\
{"id": "a", "prompt": "1 + 1?", "completion": "It is 2. #### 2", "reference": "2", "tokens": 7}
{"id": "a", "prompt": "1 + 1?", "completion": "\\u202e \\u0000 \\u2028 \\u0085 \\f <b>no idea</b>", "reference": "2"}
{"id": "b", "prompt": "2 + 2?", "completion": "", "reference": ["4", "four"]}
"""


def aggregate(rows: list[dict], place: str) -> dict:
    """The least that the datastore wants to know of samples of one evaluation."""
    first = rows[0]
    assert {(row["evaluation_id"], row["model_id"]) for row in rows} == {(first["evaluation_id"], first["model_id"])}
    return {
        "schema_version": first["schema_version"],
        "evaluation_id": first["evaluation_id"],
        "retrieved_timestamp": "1767225600",
        "source_metadata": {
            "source_type": "evaluation_run", "source_organization_name": "winnow", "evaluator_relationship": "first_party"},
        "model_info": {
            "id": first["model_id"], "name": first["model_id"], "developer": "winnow",
            "additional_details": {"deployment_type": "self_deployed", "model_availability": "unknown"}},
        "eval_library": {"name": "winnow", "version": "0.1.0"},
        "evaluation_results": [{
            "evaluation_name": first["evaluation_name"],
            "source_data": {"source_type": "other", "dataset_name": first["evaluation_name"]},
            "metric_config": {"lower_is_better": False, "score_type": "continuous", "min_score": 0, "max_score": 1},
            "score_details": {"score": sum(row["evaluation"]["score"] for row in rows) / len(rows)},
        }],
        "detailed_evaluation_results": {"format": "jsonl", "file_path": place, "total_rows": len(rows)},
    }


def main() -> None:
    winnow = str(Path(sys.argv[1]).resolve())
    if sys.version_info < (3, 12):
        print(f"skipped: every-eval-ever needs Python 3.12, and this is {sys.version.split()[0]}; name another with PYTHON=path")
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
        lines = out.read_text(encoding="utf-8").split("\n")[:-1]
        assert len(lines) == 3 + 2 * 5 * 4, len(lines)
        evaluations: dict[str, list[str]] = {}
        for line in lines:
            evaluations.setdefault(json.loads(line)["evaluation_id"], []).append(line)
        assert len(evaluations) == 3, list(evaluations)
        files = []
        for number, lines in enumerate(evaluations.values()):
            identifier = uuid.UUID(int=number, version=4)
            rows = [json.loads(line) for line in lines]
            samples = Path("data/winnow/winnow") / rows[0]["model_id"] / f"{identifier}_samples.jsonl"
            (folder / samples.parent).mkdir(parents=True, exist_ok=True)
            (folder / samples).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
            beside = samples.with_name(f"{identifier}.json")
            (folder / beside).write_text(json.dumps(aggregate(rows, samples.as_posix())), encoding="utf-8")
            files += [samples, beside]
        subprocess.run([folder / "venv/bin/every_eval_ever", "validate", *files], check=True, cwd=folder)
        print(f"every-eval-ever: {sum(map(len, evaluations.values()))} lines of {len(evaluations)} evaluations are valid")


main()
