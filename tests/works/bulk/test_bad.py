"""What a workbook may not say is told at its cell, and nothing is written."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection

from minga.core.imports import actions
from minga.core.imports.refusals import Stale
from minga.people.roles import Role
from minga.strategy.catalogue import close_initiative
from minga.strategy.models import Initiative
from minga.works.actions import register_project, tie_initiatives, withdraw_project
from minga.works.bulk import writing
from minga.works.models import Project
from tests.budget.factories import line_item
from tests.commitments.factories import member
from tests.conftest import TODAY, Cast
from tests.core.imports import making
from tests.works.bulk.making import LABELS, book, opened, row, sent, taken, told, whole, written
from tests.works.factories import programmer, record
from tests.works.initiatives import initiative

COST = {"costs_1_item": "31-02-004", "costs_1_year": 2008, "costs_1_amount": 500}
PAID = {"sources_1_kind": "sector", "sources_1_amount": 400}
BAD: Mapping[str, tuple[dict[str, Any], str, str]] = {
    "code": ({"bip": "3004567"}, "bip", "no es un código BIP"),
    "service": ({"service": "SEREMI"}, "service", "lo escribe quien lo formula allí"),
    "name": ({"name": None}, "name", "Falta «Nombre»"),
    "unit": ({"unit": "Unidad de nadie"}, "unit", "no es una unidad del servicio"),
    "days": ({"starts_on": "02-01-2008", "ends_on": "01-01-2008"}, "ends_on", "anterior al inicio"),
    "people": (
        {"beneficiaries_women": 2, "beneficiaries_men": 2, "beneficiaries": 5},
        "beneficiaries", "no suman 5",
    ),
    "negative": ({"beneficiaries_women": -1}, "beneficiaries_women", "de 0 a 20.000.000"),
    "rate": ({"rate": None, "rate_on": "02-01-2007"}, "rate", "Elija el resultado"),
    "corners": ({"corners": "norte"}, "corners", ""),
    "kept": ({"corners": "dibujo guardado en Minga"}, "corners", "escriba sus vértices"),
    "share": ({"shares_1_commune": "Iquique", "shares_1_percent": 60}, "shares_1_commune", "60"),
    "no commune": ({"shares_1_percent": 60}, "shares_1_commune", "sin comuna"),
    "no share": ({"shares_1_commune": "Iquique"}, "shares_1_percent", "qué parte"),
    "stranger": (
        {"shares_1_commune": "Arica", "shares_1_percent": 100},
        "shares_1_commune", "no es una comuna de la región",
    ),
    "twice": (
        {"shares_1_commune": "Pica", "shares_1_percent": 50, "shares": "Pica 50"},
        "shares", "dos veces",
    ),
    "list": ({"shares": "Iquique; Pica"}, "shares", "no es una comuna con su porcentaje"),
    "sources": (COST | PAID, "sources_1_kind", "faltan"),
    "no kind": ({"sources_1_amount": 4}, "sources_1_kind", "de qué fuente"),
    "line item": (
        COST | {"costs_1_item": "31-01-002"}, "costs_1_item", "Los de su tipología van en 31-02",
    ),
    "no item": (COST | {"costs_1_item": None}, "costs_1_item", "Escriba la asignación"),
    "year": (COST | {"costs_1_year": 1900}, "costs_1_year", "El año va de"),
    "amount": (COST | {"costs_1_amount": -1}, "costs_1_amount", "Un monto va de 0"),
    "no amount": (COST | {"costs_1_amount": None}, "costs_1_amount", "Escriba el monto"),
    "frame": ({"frames_1_name": "Plan de nadie"}, "frames_1_name", "iniciativa regional del cat"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _classification(cast: Cast) -> None:
    for code in ("31-01-002", "31-02-004"):
        line_item(code)


def test_what_is_wrong_is_told_at_its_cell(cast: Cast) -> None:
    """All in one file, each in a row of its own."""
    paula = programmer(cast.serviu)
    rows = [
        row(bip=f"{30_045_000 + number}-0") | more
        for number, (more, _, _) in enumerate(BAD.values())
    ]

    upload = sent(paula, written(rows))

    assert upload.status == "with_errors"
    errors = making.preview(upload)["errors"]
    found = {(one["row"] - 2, one["label"]): one for one in errors}
    for number, (name, (_, field, sentence)) in enumerate(BAD.items()):
        one = found.pop((number, LABELS[field]), None)
        assert one is not None, (name, found)
        assert sentence in one["sentence"], name
        assert one["cell"][:1].isupper(), (name, one["cell"])
    assert not found
    assert not Project.objects.exists()


WARNED: Mapping[str, dict[str, Any]] = {
    "REG-02": {"beneficiaries": 5},
    "REG-04": COST | {"sources_1_kind": "sector", "sources_1_amount": 500},
    "REG-07": {},
    "FIN-02": COST,
}


def test_what_warns_is_told_and_goes_in(cast: Cast) -> None:
    paula = programmer(cast.serviu)
    rows = [row(bip=f"{30_045_000 + n}-0") | more for n, more in enumerate(WARNED.values())]

    upload = sent(paula, written(rows))

    assert (making.problems(upload), upload.status, upload.unjustified) == ([], "ready", 0)
    notes = " ".join(making.preview(upload)["notes"])
    assert [code for code in WARNED if code not in notes] == []
    actions.apply_import(upload, seen=upload.seen, by=paula.access)
    assert Project.objects.count() == len(WARNED)


def test_what_was_withdrawn_comes_as_it_is_or_not_at_all(cast: Cast) -> None:
    paula = programmer(cast.serviu)
    made = whole(cast, paula)
    withdraw_project(made, closed_on=TODAY, reason="Lo hará otro.", by=paula.access)
    (same,) = opened(book(cast))

    assert sent(paula, written([same])).status == "no_change"
    found = told(paula, same | {"name": "Otro"})

    assert list(found) == ["name"]
    assert "retirado" in found["name"]


def test_each_service_has_its_own_portfolio(cast: Cast) -> None:
    """What another one formulates is not in the workbook, nor is it changed by its code."""
    paula, other = programmer(cast.serviu), programmer(cast.seremi)
    theirs = register_project(cast.seremi, record(bip="30045678-0"), by=other.access)

    assert opened(book(cast)) == []
    taken(paula, row())

    theirs.refresh_from_db()
    assert theirs.name != "Plaza Arica"
    assert Project.objects.filter(service=cast.serviu).get().name == "Plaza Arica"


def closed(cast: Cast, plan: Initiative) -> None:
    ana = member(cast.serviu, Role.PLANNING_OFFICER)
    close_initiative(plan, valid_until=TODAY, reason="Terminó.", by=ana.access)


def test_a_word_that_no_longer_rules_stays_where_it_is(cast: Cast) -> None:
    paula, plan = programmer(cast.serviu), initiative(cast.serviu, name="Plan de barrios")
    made = whole(cast, paula)
    tie_initiatives(made, [plan], by=paula.access)
    closed(cast, plan)
    (same,) = opened(book(cast))

    found = told(paula, same, row(frames_1_name="Plan de barrios"))

    assert list(found) == ["frames_1_name"]
    assert "ya no rige" in found["frames_1_name"]
    taken(paula, same | {"name": "Otro"})
    assert made.ties.get().initiative == plan


@pytest.mark.parametrize("kept", [True, False], ids=["kept by one", "of nobody"])
def test_a_word_closed_after_the_preview_is_not_written(cast: Cast, kept: bool) -> None:
    paula, plan = programmer(cast.serviu), initiative(cast.serviu, name="Plan de barrios")
    if kept:
        tie_initiatives(whole(cast, paula), [plan], by=paula.access)
    upload = sent(paula, written([row(frames_1_name="Plan de barrios")]))
    assert upload.status == "ready"
    closed(cast, plan)

    with pytest.raises(Stale):
        actions.apply_import(upload, seen=upload.seen, by=paula.access)

    assert not Project.objects.filter(name="Plaza Arica").exists()


def test_a_project_withdrawn_after_the_preview_is_not_written(cast: Cast) -> None:
    paula = programmer(cast.serviu)
    made = whole(cast, paula)
    upload = sent(paula, written([opened(book(cast))[0] | {"name": "Otro"}]))
    withdraw_project(made, closed_on=TODAY, reason="Lo hará otro.", by=paula.access)

    with pytest.raises(Stale):
        actions.apply_import(upload, seen=upload.seen, by=paula.access)

    made.refresh_from_db()
    assert made.name != "Otro"


@pytest.mark.parametrize("at", ["add", "_records", "_parts"])
def test_a_crash_in_the_middle_leaves_nothing(
    cast: Cast, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paula = programmer(cast.serviu)
    made = whole(cast, paula)
    edited = opened(book(cast))[0] | {"name": "Otro", "shares_1_percent": 100}
    edited |= {"shares_2_commune": "", "shares_2_percent": ""}
    upload = sent(paula, written([edited, row(shares="Pica 100")]))
    step = getattr(writing._Writer, at)

    def breaks(*given: Any) -> None:
        step(*given)
        raise RuntimeError

    monkeypatch.setattr(writing._Writer, at, breaks)
    with pytest.raises(RuntimeError):
        actions.apply_import(upload, seen=upload.seen, by=paula.access)
    monkeypatch.undo()

    made.refresh_from_db()
    upload.refresh_from_db()
    assert (made.name == "Otro", made.shares.count(), upload.status) == (False, 2, "ready")
    assert Project.objects.count() == 1
    actions.apply_import(upload, seen=upload.seen, by=paula.access)
    made.refresh_from_db()
    assert (made.name, made.shares.count(), Project.objects.count()) == ("Otro", 1, 2)


class Counted:
    """COPY does not pass by the cursor that keeps its queries."""

    count = 0

    def __call__(self, execute: Any, *given: Any) -> Any:
        self.count += 1
        return execute(*given)


@pytest.mark.parametrize("part", ["list", "record"])
def test_questions_do_not_grow_with_rows(cast: Cast, part: str) -> None:
    paula = programmer(cast.serviu)
    plan = initiative(cast.serviu)
    new = COST | {"sources_1_kind": "sector", "sources_1_amount": 500, "frames": plan.name}
    new |= {"shares": "Pica 100"}
    asked = []
    for first, count in ((0, 2), (100, 12)):
        rows = [row(bip=f"{30_045_000 + first + n}-0") | new for n in range(count)]
        taken(paula, *rows)
        change = {"shares": "Pica 50; Iquique 50", "costs_1_amount": 400, "sources_1_amount": 400}
        edited = [one | (change if part == "list" else {"name": "Otro"}) for one in rows]
        more = [row(bip=f"{30_046_000 + first + n}-0") | new for n in range(count)]
        content = written(edited + more)
        queries = Counted()
        with connection.execute_wrapper(queries):
            upload = sent(paula, content)
            assert (upload.new, upload.changed) == (count, count)
            actions.apply_import(upload, seen=upload.seen, by=paula.access)
        asked.append(queries.count)

    assert asked[0] == asked[1]
