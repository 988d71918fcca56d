"""The locks agree with requirements/*.in, with each other and with what is installed.

Every pin has its hashes. Nothing is asked of an index, so the answer is the same on every machine.
"""

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).resolve().parent.parent / "requirements"


def main() -> int:
    base, dev = locked("base"), locked("dev")
    problems = [
        *against_source("base", base),
        *against_source("dev", dev),
        *differences(base, dev),
        *against_installed(dev),
        *(
            f"{name}.txt: {line} has no hash"
            for name in ("base", "dev")
            for line in without_hash(name)
        ),
    ]
    for problem in problems:
        print(f"requirements/{problem}")
    if not problems:
        print(f"{len(base)} packages to run, {len(dev)} to work: as asked, with hashes.")
    return 1 if problems else 0


def locked(name: str) -> dict[str, list[Requirement]]:
    """Package → its pins; one that differs by Python version or platform has several."""
    pins: dict[str, list[Requirement]] = {}
    for block in blocks(name):
        requirement = Requirement(block.split(" --hash=")[0])
        pins.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return pins


def blocks(name: str) -> Iterator[str]:
    """Each pin of a lock with its hashes, in one line."""
    text = (FOLDER / f"{name}.txt").read_text().replace("\\\n", " ")
    return (re.sub(r"\s+", " ", line) for line in text.splitlines() if line and line[0] not in "# ")


def without_hash(name: str) -> list[str]:
    return [block for block in blocks(name) if "--hash=sha256:" not in block]


def asked(name: str) -> list[Requirement]:
    lines = (FOLDER / f"{name}.in").read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]


def against_source(name: str, pins: dict[str, list[Requirement]]) -> list[str]:
    problems = []
    for wanted in asked(name):
        found = pins.get(canonicalize_name(wanted.name), [])
        versions = [next(iter(pin.specifier)).version for pin in found]
        if not found or not all(wanted.specifier.contains(version) for version in versions):
            problems.append(f"{name}.txt: {wanted} is asked for and not locked; run `make lock`")
    return problems


def differences(base: dict[str, list[Requirement]], dev: dict[str, list[Requirement]]) -> list[str]:
    return [
        f"base.txt: {name} is not the one of dev.txt; run `make lock`"
        for name, pins in base.items()
        if sorted(map(str, pins)) != sorted(map(str, dev.get(name, [])))
    ]


def against_installed(pins: dict[str, list[Requirement]]) -> list[str]:
    problems = []
    for name, requirements in pins.items():
        for pin in requirements:
            if pin.marker and not pin.marker.evaluate():
                continue
            found = installed(name)
            if found is None or not pin.specifier.contains(found, prereleases=True):
                problems.append(f"dev.txt: {pin} is not what is installed; run `make setup`")
    return problems


def installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


if __name__ == "__main__":
    sys.exit(main())
