"""The facts of the machine and of the programs that a run depends on."""

import os
import platform
import subprocess
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from processes import ROOT


def command(*arguments: str) -> str:
    """The output of a command, or nothing where there is none."""
    try:
        call = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT)
        return call.stdout.strip()
    except OSError:
        return ""


def installed(python: str, package: str) -> str:
    """The version of a package of another interpreter."""
    return command(python, "-c", f"from importlib.metadata import version; print(version('{package}'))")


def package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def facts(llama_python: str | None) -> dict:
    """What is written beside the results."""
    cpu = dict(
        (key.strip(), value.strip())
        for key, _, value in (line.partition(":") for line in command("lscpu").splitlines()))
    release = dict(
        line.replace('"', "").split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    import torch

    return {
        "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "commit": command("git", "rev-parse", "HEAD") + ("+" if command("git", "status", "--porcelain") else ""),
        "cpu": cpu.get("Model name"),
        "cpu_family": f"{cpu.get('CPU family')}/{cpu.get('Model')}",
        "cores": os.cpu_count(),
        "caches": {name: cpu.get(name) for name in ("L1d cache", "L2 cache", "L3 cache")},
        "hypervisor": cpu.get("Hypervisor vendor"),
        "memory_gib": round(pages * size / 2**30, 1),
        "system": f"{release.get('PRETTY_NAME')}, Linux {platform.release()}",
        "swift": command("swift", "--version").splitlines()[:1],
        "python": platform.python_version(),
        "torch": torch.__version__,
        "torch_cpu_capability": torch.backends.cpu.get_cpu_capability(),
        "torch_blas": "MKL" if torch.backends.mkl.is_available() else "other",
        "transformers": package("transformers"),
        "llama_cpp_python": installed(llama_python, "llama_cpp_python") if llama_python else None,
        "load_before": os.getloadavg(),
    }
