"""From the rows that the checks found to findings that a person reads, with their justification."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from minga.core.canonical import canonical_json
from minga.core.clock import today
from minga.people.models import Organisation
from minga.rules.works.checks import NOBODY, OF_THE_WHOLE, run
from minga.works.checking import Finding
from minga.works.models import Project
from minga.works.validations.addresses import address_of
from minga.works.validations.catalogue import BY_CODE, WORDS, Entry, Row
from minga.works.validations.models import WarningJustification
from minga.works.validations.reading import Read, read, read_whole

Found = tuple[Project | None, Finding]


def review(project: Project, version: int | None) -> list[Finding]:
    """What `checking` asks for one project."""
    return found_of(project, version, on=today())


def found_of(project: Project, version: int | None = None, *, on: date) -> list[Finding]:
    """Also what is wrong with the portfolio because of this project: it may justify it."""
    drafts = {project.pk: version} if version is not None else {}
    seen = read([project], today=on, drafts=drafts, with_budget=True)
    found = _findings(seen, _justified([project]), drafts, alone=project)
    return sorted((finding for _, finding in found), key=lambda finding: finding.code)


def found_in(
    projects: Sequence[Project], *, on: date, drafts: Mapping[int, int] | None = None
) -> list[Found]:
    """By project and code; what is of the portfolio as a whole comes first, of no project."""
    seen = read(projects, today=on, drafts=drafts)
    return sorted(
        _findings(seen, _justified(projects), drafts),
        key=lambda found: (found[0].bip if found[0] else "", found[1].code),
    )


def found_in_whole(service: Organisation, *, on: date) -> list[Finding]:
    """What no project answers for alone."""
    seen = read_whole(service, today=on)
    return [finding for _, finding in _findings(seen, {}, None, codes=OF_THE_WHOLE)]


def digest(code: str, sentence: str) -> str:
    """What a justification is of: the same check with the same figures, as its sentence says them
    (by their names, never by the key of a row)."""
    return hashlib.sha256(canonical_json({"code": code, "says": sentence})).hexdigest()[:16]


def _findings(
    seen: Read,
    said: Mapping[tuple[int, str], str],
    drafts: Mapping[int, int] | None,
    alone: Project | None = None,
    codes: Iterable[str] | None = None,
) -> Iterator[Found]:
    """`alone`: who answers for what is of the portfolio as a whole."""
    for code, hits in run(seen.portfolio, codes).items():
        entry = BY_CODE[code]
        for at, place in enumerate(hits.project.tolist()):
            project = alone if place == NOBODY else seen.projects[place]
            figures = {name: int(column[at]) for name, column in hits.figures.items()}
            yield project, _finding(entry, Row(figures, seen.labels), project, said, drafts)


def _finding(
    entry: Entry,
    row: Row,
    project: Project | None,
    said: Mapping[tuple[int, str], str],
    drafts: Mapping[int, int] | None,
) -> Finding:
    sentence = entry.say(row)
    key = digest(entry.code, sentence)
    return Finding(
        code=entry.code,
        severity=entry.severity,
        sentence=sentence,
        reason=entry.reason,
        mend=WORDS[entry.place],
        url=address_of(entry.place, project, drafts),
        cell=entry.cell(row),
        digest=key,
        justification=said.get((project.pk, key), "") if project else "",
    )


def _justified(projects: Sequence[Project]) -> dict[tuple[int, str], str]:
    rows = WarningJustification.objects.filter(project__in=[project.pk for project in projects])
    return {
        (project, key): text for project, key, text in rows.values_list("project", "digest", "text")
    }
