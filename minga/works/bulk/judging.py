"""What a workbook may not say of a project: the rules of the forms, and the catalogue over all its
rows at once. What stops is told at its cell; what warns stays as an observation."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from minga.core.errors import DomainError
from minga.core.imports.difference import Difference
from minga.core.imports.spec import NOTES, STOPS, Problem, Rows
from minga.core.templatetags.minga import counted
from minga.rules.works.checks import run
from minga.rules.works.portfolio import SPEND_KINDS, UNKNOWN, Costs, Ints, Portfolio, Projects
from minga.works import errors
from minga.works.bulk.columns import FIELDS, KEPT, NAMED, PARTS
from minga.works.bulk.gathering import WORDS
from minga.works.bulk.there import There
from minga.works.bulk.words import Known
from minga.works.checking import Severity
from minga.works.locations import POINT, read_location
from minga.works.models import Project, ProjectStage, ProjectState, Rate, SourceKind, Typology
from minga.works.models.costs import THOUSAND
from minga.works.models.project import BIP
from minga.works.validations.catalogue import BY_CODE, Row
from minga.works.validations.execution import days
from minga.works.validations.reading import READY, Labels, index_of

MOST_PEOPLE = 20_000_000
PEOPLE = ("beneficiaries_women", "beneficiaries_men", "beneficiaries")
# The item of the classification in which each typology writes its costs, under subtítulo 31.
ITEMS = {Typology.STUDY.value: "01", Typology.PROJECT.value: "02", Typology.PROGRAMME.value: "03"}
INVESTMENT = "31"
CODE = re.compile(BIP)
NO_MONEY_OF_ITS_OWN = (SourceKind.SECTOR.value, SourceKind.CITIZENS.value)
Said = Mapping[str, Any]


def check(rows: Rows, there: There, cells: Mapping[str, str]) -> Iterator[Problem]:
    """`cells`: where in the sheet a part begins, as `settle` found it."""
    file = File(rows, there)
    for rule in RULES:
        for problem in rule(file):
            yield replace(problem, field=cells.get(problem.field, problem.field))


def still_right(found: Difference, there: There) -> bool:
    """What will be written, judged again: since the preview a word may have left its catalogue, or
    a project the portfolio."""
    numbers = [*found.new, *(change.row for change in found.changed)]
    columns = {name: [found.values[name][n] for n in numbers] for name in found.names}
    if any(_strangers(there.known, name, column) for name, column in columns.items()):
        return False
    problems = check(Rows(columns, len(numbers)), there, {})
    return not any(problem.severity is STOPS for problem in problems)


def _strangers(known: Known, name: str, column: Sequence[Any]) -> set[str]:
    if name not in known.of:
        return set()
    used = {word for value in set(column) for word in _words_in(name, value) if word}
    return used - set(known[name].label_of.values())


class File:
    """The columns of a file; those that it does not bring, as they are kept."""

    def __init__(self, rows: Rows, there: There) -> None:
        self.rows, self.there, self.known = rows, there, there.known
        self.keys = list(zip(rows["bip"], rows["stage"], strict=True))

    def __getitem__(self, name: str) -> list[Any]:
        if name in self.rows:
            return self.rows[name]
        return [self.there.said(key, name) for key in self.keys]

    @cached_property
    def own(self) -> Any:
        return Project.objects.filter(service=self.known.service)

    def kept(self, number: int, name: str) -> Any:
        """What is kept of a row of the file."""
        return self.there.said(self.keys[number], name)


# -- The rules of the forms. --


def _codes(file: File) -> Iterator[Problem]:
    for number, bip in enumerate(file.rows["bip"]):
        if bip is not None and not CODE.fullmatch(bip):
            yield Problem(
                number, "bip", f"«{bip}» no es un código BIP.", code="bip",
                proposal="Escriba ocho dígitos, un guion y un dígito, como 30045678-0.",
            )  # fmt: skip


def _people(file: File) -> Iterator[Problem]:
    for name in PEOPLE:
        for number, many in enumerate(file.rows[name]):
            if many is not None and not 0 <= many <= MOST_PEOPLE:
                sentence = f"Son de 0 a 20.000.000 de personas y dice {many:,}.".replace(",", ".")
                yield Problem(number, name, sentence, code="people")


def _rates(file: File) -> Iterator[Problem]:
    if "rate_on" not in file.rows:
        return
    for number, (on, rate) in enumerate(zip(file["rate_on"], file["rate"], strict=True)):
        if on is not None and not rate:
            sentence = "Elija el resultado del RATE, o deje vacía su fecha."
            yield Problem(number, "rate", sentence, code="rate")


def _places(file: File) -> Iterator[Problem]:
    """A drawing too large for a cell can only stay as it is."""
    if "corners" not in file.rows:
        return
    for number, drawn in enumerate(zip(file.rows["shape"], file.rows["corners"], strict=True)):
        shape, text = drawn
        if text is None or drawn == (file.kept(number, "shape"), file.kept(number, "corners")):
            continue
        why = _why_nowhere(shape, text)
        if why:
            yield Problem(number, "corners", why, code="corners")


def _why_nowhere(shape: str | None, text: str) -> str:
    if text == KEPT:
        return f"No hay ningún «{KEPT}» de este proyecto: escriba sus vértices."
    try:
        read_location(shape or POINT, text)
    except DomainError as error:
        return str(error)
    return ""


def _past(file: File) -> Iterator[Problem]:
    """A word that nobody chooses any more stays where it is, and goes nowhere else."""
    for name in (*NAMED, *(part.name for part in PARTS)):
        past = file.known[name].past
        if not past or name not in file.rows:
            continue
        found = [
            (number, word)
            for number, value in enumerate(file.rows[name])
            for word in _words_in(name, value)
            if word in past
        ]
        for number, word in found:
            if word not in _words_in(name, file.kept(number, name)):
                sentence = f"«{word}» ya no rige: elija {WORDS[name]} que esté vigente."
                yield Problem(number, name, sentence, code="past")


def _words_in(name: str, value: Any) -> list[str]:
    if value is None:
        return []
    if name in NAMED:
        return [value]
    return [item[1] if name == "sources" else item[0] for item in value]


def _finished(file: File) -> Iterator[Problem]:
    """What ended or was withdrawn may come in the file, and come as it is."""
    states = {
        (bip, stage): ProjectState(state).label
        for bip, stage, state in file.own.exclude(state=ProjectState.ACTIVE).values_list(
            "bip", "stage", "state"
        )
    }
    numbers = [number for number, key in enumerate(file.keys) if key in states]
    for number in numbers:
        for name in file.rows.columns:
            if (file.rows[name][number] or None) != (file.kept(number, name) or None):
                state = states[file.keys[number]]
                yield Problem(
                    number, name, str(errors.NoLongerActive(state)), code="finished",
                    proposal="Devuélvalo antes a la cartera en su página, o quite la fila.",
                )  # fmt: skip
                break


def _somewhere(file: File) -> Iterator[Problem]:
    """As in the form: what has communes goes on having them."""
    if "shares" not in file.rows:
        return
    empty = [number for number, value in enumerate(file.rows["shares"]) if value is None]
    if not empty:
        return
    placed = set(file.own.filter(share_total__gt=0).values_list("bip", "stage"))
    for number in empty:
        if file.keys[number] in placed:
            yield Problem(number, "shares", str(errors.SharesDoNotAddUp("0")), code="shares")


def _line_items(file: File) -> Iterator[Problem]:
    """Costs of the line items of its typology; another that it has already, stays."""
    if "costs" not in file.rows:
        return
    words = file.known["costs"]
    of = {
        label: (file.known.items[key][1], file.known.items[key][2])
        for key, label in words.label_of.items()
    }
    found = []
    pairs = zip(file.rows["costs"], file["typology"], strict=True)
    for number, (costs, typology) in enumerate(pairs):
        place = (INVESTMENT, ITEMS.get(typology, ""))
        found += [(number, label, place) for label, _, _ in costs or () if of[label] != place]
    for number, label, place in found:
        if label in _words_in("costs", file.kept(number, "costs")):
            continue
        if place[1]:
            yield Problem(
                number, "costs",
                f"{errors.NotALineItemOfProjects(label)} Los de su tipología van en "
                f"{'-'.join(place)}.",
                code="line_item",
            )  # fmt: skip


# -- The catalogue. --


def _catalogue(file: File) -> Iterator[Problem]:
    """Whole columns at once: twenty thousand projects and one go through the same lines."""
    labels = Labels()
    portfolio = Portfolio(
        today=days(file.known.day) or 0, projects=_projects(file), costs=_costs(file, labels)
    )
    for code, hits in run(portfolio).items():
        entry = BY_CODE[code]
        stops = entry.severity is Severity.STOPS
        for at, number in enumerate(hits.project.tolist()):
            figures = {name: int(column[at]) for name, column in hits.figures.items()}
            row = Row(figures, labels)
            field = entry.cell(row)
            field = field if field in NAMES else ""
            if stops:
                yield Problem(number, field, entry.say(row), code=code)
            else:
                yield Problem(number, field, entry.say(row), NOTES, code)
        if not stops:
            told = counted(len(hits), "proyecto,proyectos")
            sentence = f"{code}, «{entry.title}»: {told}. Se carga y queda como observación."
            yield Problem(None, "", sentence, NOTES, code)


NAMES = frozenset(item.name for item in FIELDS)


def _ints(values: Sequence[int | None]) -> Ints:
    if None in values:
        values = [UNKNOWN if value is None else value for value in values]
    return np.array(values, dtype=np.int64)


def _each(values: Sequence[Any], of: Callable[[Any], int | None]) -> Ints:
    """The same few values come again and again."""
    known = {value: of(value) for value in set(values)}
    return _ints([known[value] for value in values])


def _projects(file: File) -> Projects:
    sources, principals = file["sources"], file["principal"]
    return Projects(
        women=_ints(file["beneficiaries_women"]),
        men=_ints(file["beneficiaries_men"]),
        people=_ints(file["beneficiaries"]),
        starts_on=_each(file["starts_on"], days),
        ends_on=_each(file["ends_on"], days),
        currency_month=_each(file["currency_month"], index_of),
        is_execution=_each(file["stage"], lambda stage: int(stage == ProjectStage.EXECUTION)),
        is_ready=_each(file["rate"], lambda rate: int(bool(rate) and Rate(rate) in READY)),
        is_mandate=_each(principals, lambda body: int(body is not None)),
        shares=_each(file["shares"], lambda items: sum(part for _, part in items or ())),
        sources=THOUSAND * _each(sources, lambda items: sum(item[2] for item in items or ())),
        principal_pays=THOUSAND
        * _each(
            list(zip(sources, principals, strict=True)),
            lambda pair: sum(item[2] for item in pair[0] or () if _is_of(item, pair[1])),
        ),
        has_schedule=np.zeros(len(file.rows), dtype=np.int64),
        contracted=np.full(len(file.rows), UNKNOWN, dtype=np.int64),
    )


def _is_of(source: tuple[str, str, int], principal: str | None) -> bool:
    """Paid by the principal, by name or by the kind of source that it is."""
    kind, body, _ = source
    return body == principal if body else kind not in NO_MONEY_OF_ITS_OWN


def _costs(file: File, labels: Labels) -> Costs:
    words, items = file.known["costs"], file.known.items
    key_of = {label: key for key, label in words.label_of.items()}
    kind_of = {key: SPEND_KINDS.index(items[key][0]) for key in key_of.values()}
    labels.items |= {key: label for label, key in key_of.items()}
    rows = [
        (number, key_of[label], kind_of[key_of[label]], year, amount * THOUSAND)
        for number, costs in enumerate(file["costs"])
        for label, year, amount in costs or ()
    ]
    return Costs.of(rows)


RULES: tuple[Callable[[File], Iterable[Problem]], ...] = (
    _codes, _people, _rates, _places, _past, _finished, _somewhere, _line_items, _catalogue,
)  # fmt: skip
