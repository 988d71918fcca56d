"""Every check has its words, and they name its figures."""

import re

import pytest

from minga.rules.works.checks import CHECKS, Hits
from minga.rules.works.portfolio import UNKNOWN
from minga.works.validations.catalogue import BY_CODE, ENTRIES, WORDS, Entry, Row
from minga.works.validations.reading import Labels
from tests.rules.works.portfolios import LAND, WORKS, found
from tests.rules.works.test_checks import BROKEN

LABELS = Labels(
    items={LAND: "31-02-003", WORKS: "31-02-004"},
    slots=["Pavimento", "Plaza"],
    contracts={7: "C-7"},
    ceilings={9: "31-02"},
    conditions={3: "Permiso de edificación"},
)


def said(entry: Entry, hits: Hits) -> str:
    return entry.say(_row(hits))


def _row(hits: Hits) -> Row:
    return Row({name: int(column[0]) for name, column in hits.figures.items()}, LABELS)


def test_every_check_has_its_words() -> None:
    assert {entry.code for entry in ENTRIES} == set(CHECKS)
    assert len(BY_CODE) == len(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_an_entry_says_rule_reason_and_where(entry: Entry) -> None:
    assert entry.title
    assert entry.reason.endswith(".")
    assert entry.place in WORDS


@pytest.mark.parametrize(("code", "changed"), BROKEN)
def test_a_sentence_is_whole(code: str, changed: dict[str, object]) -> None:
    hits = found(**changed)[code]
    sentence = said(BY_CODE[code], hits)
    assert sentence.endswith(".")
    assert str(UNKNOWN) not in sentence
    # No figure without its thousands.
    assert not re.search(r"[0-9]{5}", sentence)
    assert str(BY_CODE[code].cell(_row(hits))) != "None"


SENTENCES = {
    ("HIT-01", 0): "En «Plaza», la firma del contrato (01-02-2008) está antes que el llamado a "
    "licitación (01-03-2008).",
    ("FIN-01", 0): "Las fuentes suman M$ 450.000 y el costo es M$ 500.000: faltan M$ 50.000.",
    ("PRO-01", 0): "Los meses de 2008 de la asignación 31-02-004 suman M$ 480.000 y su costo del "
    "año es $ 480.000.001: faltan $ 1.",
    ("PRO-04", 0): "La asignación 31-02-004 tiene M$ 480.000 en abril de 2008 y el contrato se "
    "firma el 01-05-2008: antes de él solo hay gastos administrativos, terrenos o consultorías.",
    ("FIS-01", 0): "El avance programado baja de 40 % en julio de 2008 a 39,99 % en agosto de "
    "2008.",
    ("CON-01", 0): "En el contrato C-7, la firma (09-04-2008) está antes que la adjudicación "
    "(10-04-2008).",
    ("REG-08", 1): "La condición «Permiso de edificación» no está cumplida y las obras comienzan "
    "el 01-07-2008.",
}


@pytest.mark.parametrize(("broken", "sentence"), SENTENCES.items(), ids=str)
def test_what_a_sentence_says(broken: tuple[str, int], sentence: str) -> None:
    code, index = broken
    changed = [given for found_by, given in BROKEN if found_by == code][index]
    assert said(BY_CODE[code], found(**changed)[code]) == sentence
