"""Puts the program of `make dist` and the module into a wheel: make_wheel.py PROGRAM_FOLDER VERSION OUTPUT_FOLDER.

Nothing is compiled and no package is needed. The same input makes the same bytes. The platform of the wheel is the oldest glibc
that has all symbols which the program asks for (PEP 600).
"""

import base64
import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
EXAMPLES = ROOT / "results" / "examples"


def platform(program: Path) -> str:
    symbols = subprocess.run(["objdump", "-T", str(program)], capture_output=True, text=True, check=True).stdout
    versions = [tuple(map(int, found)) for found in re.findall(r"GLIBC_(\d+)\.(\d+)", symbols)]
    major, minor = max(versions, default=(2, 17))
    return f"manylinux_{major}_{minor}_x86_64"


def metadata(version: str) -> str:
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    return (
        f"Metadata-Version: 2.1\nName: winnow\nVersion: {version}\n"
        "Summary: Measures how an answer should be picked from N samples: by vote, by score or by a sound verifier.\n"
        "License: see LICENSE\nRequires-Python: >=3.9\nProvides-Extra: pandas\n"
        "Requires-Dist: pandas; extra == 'pandas'\nDescription-Content-Type: text/markdown\n\n" + readme
    )


def contents(program: Path, version: str, tag: str) -> list[tuple[str, bytes, bool]]:
    """The files of the wheel: name, bytes, and whether they may be run."""
    info = f"winnow-{version}.dist-info"
    files: list[tuple[str, bytes, bool]] = []

    def add_folder(folder: Path, name: str) -> None:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                files.append((f"{name}/{path.relative_to(folder)}", path.read_bytes(), False))

    add_folder(HERE / "winnow", "winnow")
    files.append(("winnow/bin/winnow", (program / "winnow").read_bytes(), True))
    if (program / "winnow.commit").exists():
        files.append(("winnow/bin/winnow.commit", (program / "winnow.commit").read_bytes(), False))
    resources = sorted(program.glob("*.resources"))
    if not resources:
        sys.exit(f"{program} has no models beside the program; make it with `make dist`")
    for folder in resources:
        add_folder(folder, f"winnow/bin/{folder.name}")
    add_folder(EXAMPLES, "winnow/examples")
    files.append((f"{info}/LICENSE", (ROOT / "LICENSE").read_bytes(), False))
    files.append((f"{info}/METADATA", metadata(version).encode(), False))
    files.append((f"{info}/WHEEL", f"Wheel-Version: 1.0\nGenerator: winnow\nRoot-Is-Purelib: false\nTag: {tag}\n".encode(), False))
    files.append((f"{info}/entry_points.txt", b"[console_scripts]\nwinnow = winnow._program:main\n", False))
    return files


def main() -> None:
    program, version, output = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    tag = f"py3-none-{platform(program / 'winnow')}"
    wheel = output / f"winnow-{version}-{tag}.whl"
    for old in output.glob("winnow-*.whl"):
        old.unlink()
    record = ""
    part = wheel.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        def write(name: str, data: bytes, is_program: bool) -> None:
            entry = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if is_program else 0o100644) << 16
            archive.writestr(entry, data)

        for name, data, is_program in contents(program, version, tag):
            write(name, data, is_program)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record += f"{name},sha256={digest},{len(data)}\n"
        name = f"winnow-{version}.dist-info/RECORD"
        write(name, (record + f"{name},,\n").encode(), False)
    part.rename(wheel)
    print(f"{wheel}: {wheel.stat().st_size / 1e6:.1f} MB")


main()
