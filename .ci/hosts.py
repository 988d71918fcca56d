"""No file of the project depends on one machine or one package index.

Locks carry hashes and no addresses, so that any index can serve them; paths are relative or come
from the environment. Prints each place where it is not so.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Everywhere. `--no-emit-…` are the flags that keep addresses out of the locks.
SETTINGS = re.compile(r"(?<!no-emit-)\b(?:(?:extra-)?index[-]url|find[-]links|trusted[-]host)\b")
MACHINE = re.compile(r"(?<![\w.~%})-])/(?:work|farm|root)/")

# Where packages are named: any address but a database or this very machine.
PACKAGING = re.compile(
    r"^(?:requirements/|\.ci/|Makefile$|pyproject\.toml$|[^/]*\.(?:cfg|ini)$|.*lock(?:\.json)?$)"
)
ADDRESS = re.compile(r"(?<!postgres)(?<!sqlite):[/]{2}(?!localhost\b|127\.0\.0\.1\b)|/simple[/]")


def main() -> int:
    findings = [finding for name in files() for finding in inspect(name)]
    for finding in findings:
        print(finding)
    if not findings:
        print("No package index and no path of one machine in the files.")
    return 1 if findings else 0


def files() -> list[str]:
    """What git knows or would add, or the tree without what is ignored when git cannot tell."""
    if shutil.which("git"):
        ask = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listing = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=False)
        if listing.returncode == 0:
            return sorted(set(listing.stdout.split("\0")) - {""})
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(str(path) for path in paths if not is_ignored(path))


def is_ignored(path: Path) -> bool:
    """The plain patterns of .gitignore: `/name/` at the top, anything else anywhere."""
    patterns = [".git", *(ROOT / ".gitignore").read_text().splitlines()]
    return any(
        fnmatch(part, pattern.strip("/"))
        for pattern in patterns
        for part in (path.parts[:1] if pattern.startswith("/") else path.parts)
    )


def inspect(name: str) -> Iterator[str]:
    try:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    except (UnicodeDecodeError, FileNotFoundError):
        # A picture or a font; or deleted and not yet committed.
        return
    for number, line in enumerate(lines, start=1):
        for reason in reasons(name, line):
            yield f"{name}:{number}: {reason}: {line.strip()[:120]}"


def reasons(name: str, line: str) -> Iterator[str]:
    if SETTINGS.search(line):
        yield "names a package index"
    if MACHINE.search(line):
        yield "path of one machine"
    if PACKAGING.match(name) and ADDRESS.search(line):
        yield "address where packages are named"


if __name__ == "__main__":
    sys.exit(main())
