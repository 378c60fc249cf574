"""The program that comes with the package, and how it is called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any


class WinnowError(Exception):
    """The program refused a call; the message is its own.

    ``status`` is its exit status (64 for a call that it cannot understand), ``arguments`` is what it was called with.
    """

    def __init__(self, message: str, status: int, arguments: list[str]) -> None:
        super().__init__(message)
        self.status = status
        self.arguments = arguments


def program() -> Path:
    """The program: what ``WINNOW`` names, or the one that comes with the package."""
    named = os.environ.get("WINNOW")
    return Path(named) if named else Path(__file__).parent / "bin" / "winnow"


def run(*arguments: str, **options: Any) -> str:
    """Calls the program and gives what it writes.

    Options are the program's with underscores: ``run("table", db="x.db", by_difficulty=True, strategies=["majority"])``
    calls ``winnow table --db x.db --by-difficulty --strategies majority``. Lists are joined by commas, and None and
    False are left out.
    """
    call = [*arguments, *_options(options)]
    try:
        result = subprocess.run(
            [str(program()), *call], stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8",
            errors="replace")
    except OSError as error:
        raise WinnowError(f"{program()} cannot be started: {error.strerror}", 127, call) from None
    if result.returncode != 0:
        raise WinnowError(_message(result.stderr) or f"winnow ended with status {result.returncode}",
                          result.returncode, call)
    return result.stdout


def version() -> str:
    """The program's version; empty where it cannot be started."""
    try:
        return run("--version").strip()
    except WinnowError:
        return ""


def main() -> None:
    """Becomes the program: what the command ``winnow`` does."""
    path = str(program())
    try:
        os.execv(path, [path, *sys.argv[1:]])
    except OSError as error:
        sys.exit(f"winnow: {path} cannot be started: {error.strerror}")


def _options(options: dict[str, Any]) -> list[str]:
    arguments: list[str] = []
    for name, value in options.items():
        if value is None or value is False:
            continue
        option = "--" + name.rstrip("_").replace("_", "-")
        if value is True:
            arguments.append(option)
        elif isinstance(value, (list, tuple, set)):
            arguments.append(f"{option}={','.join(str(part) for part in value)}")
        else:
            arguments.append(f"{option}={os.fspath(value) if isinstance(value, os.PathLike) else value}")
    return arguments


def _message(text: str) -> str:
    """What the program says of a failure, without its name in front and without progress."""
    lines = [line.rstrip() for line in text.replace("\r", "\n").splitlines() if line.strip()]
    for place, line in enumerate(lines):
        for prefix in ("winnow: ", "Error: "):
            if line.startswith(prefix):
                return "\n".join([line[len(prefix):], *lines[place + 1:]])
    return "\n".join(lines)
