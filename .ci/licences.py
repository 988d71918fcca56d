"""Every package of the locks has a licence we may use, and docs/licences.md says which.

With --write the table of docs/licences.md is made again. It carries no versions: they go stale.
"""

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
START, END = "<!-- table: made by .ci/licences.py --write -->", "<!-- end of table -->"

# Permissive; weak copyleft, which asks nothing of those who use it unchanged; fonts.
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC"),
    *("CNRI-Python", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib"),
    *("LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0"),
    *("OFL-1.1",),
}

# Only to work: a program that runs apart, is not imported and never travels with Minga.
TOOLS_APART = {"djlint": "GPL-3.0-or-later"}

# What packages without an SPDX expression write in its place.
WRITTEN_AS = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "BSD 2-Clause License": "BSD-2-Clause",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "SIL OFL 1.1": "OFL-1.1",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}

# Read in the package's own licence file, because its metadata says nothing.
READ_BY_HAND = {"axe-playwright-python": "MIT"}


def main(arguments: list[str]) -> int:
    base = dict(licences("base"))
    dev = dict(licences("dev"))
    problems = [
        f"{name}: {licence or 'no licence found'}"
        for name, licence in dev.items()
        if not allowed(licence) and (name in base or TOOLS_APART.get(name) != licence)
    ]
    if "--write" in arguments:
        write_table(base)
    problems += against_page(base)
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{len(dev)} packages with a licence we may use; {len(base)} of them run Minga.")
    return 1 if problems else 0


def licences(lock: str) -> Iterator[tuple[str, str]]:
    """Name and licence of each package of a lock that applies to this machine."""
    for line in (ROOT / "requirements" / f"{lock}.txt").read_text().splitlines():
        if not line or line[0] in " #":
            continue
        requirement = Requirement(line.removesuffix("\\"))
        if requirement.marker is None or requirement.marker.evaluate():
            name = canonicalize_name(requirement.name)
            yield name, licence_of(name)


def licence_of(name: str) -> str:
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    about = metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return expression
    written = (about.get("License") or "").split("\n")[0].strip()
    if WRITTEN_AS.get(written, written) in ALLOWED:
        return WRITTEN_AS.get(written, written)
    classes = {
        line.split(" :: ")[-1] for line in about.get_all("Classifier", []) if "License ::" in line
    }
    return " AND ".join(sorted(WRITTEN_AS.get(line, line) for line in classes))


def allowed(licence: str) -> bool:
    """Whether one choice of `A OR B` has all its parts (`A AND C`) on the list."""
    choices = re.sub(r"[()]", "", licence).split(" OR ")
    return any(all(part.strip() in ALLOWED for part in choice.split(" AND ")) for choice in choices)


def write_table(base: dict[str, str]) -> None:
    before, rest = PAGE.read_text().split(START)
    after = rest.split(END)[1]
    rows = "\n".join(f"| {name} | {licence} |" for name, licence in sorted(base.items()))
    PAGE.write_text(f"{before}{START}\n| Package | Licence |\n| --- | --- |\n{rows}\n{END}{after}")


def against_page(base: dict[str, str]) -> list[str]:
    table = PAGE.read_text().split(START)[-1].split(END)[0]
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)[1:])
    rows.pop("---", None)
    locks = (ROOT / "requirements" / "base.txt").read_text()
    return [
        *(
            f"docs/licences.md: {name} is {licence} and the page says {rows.get(name, 'nothing')}"
            for name, licence in base.items()
            if rows.get(name) != licence
        ),
        *(
            f"docs/licences.md: {name} is no longer used"
            for name in rows
            if not re.search(rf"^{re.escape(name)}==", locks, re.MULTILINE)
        ),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
