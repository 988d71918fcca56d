"""Contracts as a person uses them."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.core.search import find as finding
from minga.people.roles import Role
from minga.works.contracts import actions
from minga.works.contracts.awaiting import find
from minga.works.contracts.models import Contract, PaymentStatement
from minga.works.contracts.tables import reconciliation
from tests.conftest import TODAY, Somebody
from tests.workplan.pages import text, typed
from tests.works.contracts import factories as make
from tests.works.contracts.conftest import NEXT, Site
from tests.works.contracts.factories import SLOT

CHARGE = {"month": "2007-11", "dated_on": TODAY.isoformat(), "gross": "5.000.000", "seen": "1"}


def at(name: str, *args: object) -> str:
    return reverse(f"contracts:{name}", args=args)


def post(who: Somebody, url: str, **data: Any) -> Any:
    return who.client().post(url, data, follow=True)


def test_from_the_call_to_the_contract(works: Site) -> None:
    who, project = works.inspector, works.project.public_id
    call = {"slot": SLOT, "modality": "public", "called_on": "2007-03-01", "opens_on": "2007-04-02"}
    said = text(post(who, at("call", project), **call))
    assert "Hay 1 ronda de licitación y todavía ningún contrato." in said
    found = works.project.rounds.get()
    told = {"outcome": "awarded", "resolved_on": "2007-04-20", "resolution": "Res. 3"}
    post(who, at("resolve", found.public_id), **told)
    terms = {
        "code": "OB-1", "name": "Pasajes", "contractor": make.contractor().pk, "term_days": "180",
        "line_item": make.terms().line_item.pk, "amount": "120.000.000", "resolution": "Res. 4",
        "signed_on": "2007-04-19",
    }  # fmt: skip
    bad = post(who, at("sign", found.public_id), **terms)
    assert bad.status_code == 422
    assert "La firma dice 19-04-2007 y la adjudicación es del 20-04-2007" in text(bad)
    assert typed(bad, "name") == "Pasajes"
    post(who, at("sign", found.public_id), **terms | {"signed_on": "2007-05-02"})
    assert Contract.objects.get().round == found


def test_a_contract_says_first_what_is_left(works: Site) -> None:
    made = works.running()
    works.received(made, 20_000_000)
    make.changed(made, works.inspector)

    said = text(works.cast.ana.client().get(at("contract", made.public_id)))
    assert "Quedan por cobrar $ 105.000.000 de $ 125.000.000" in said
    assert "el plazo terminó el 25-11-2007, hace 5 días" in said
    assert "firmado por $ 120.000.000; modificaciones por $ 5.000.000" in said


def test_a_statement_beyond_the_contract_names_its_balance(works: Site) -> None:
    made = works.running()
    bad = post(works.inspector, at("charge", made.public_id), **CHARGE | {"gross": "120.000.001"})

    assert bad.status_code == 422
    assert "supera el saldo del contrato" in text(bad)
    assert "$ 120.000.000" in text(bad)
    assert typed(bad, "gross") == "120.000.001"
    half = CHARGE | {"invoice_number": "44"}
    assert "Complete «Fecha de la factura» de la factura." in text(
        post(works.inspector, at("charge", made.public_id), **half)
    )
    assert not PaymentStatement.objects.exists()


def test_who_comes_second_reads_it_and_loses_nothing(works: Site) -> None:
    made = works.running()
    works.received(made)
    late = post(works.inspector, at("charge", made.public_id), **CHARGE)

    assert late.status_code == 409
    assert "Otra persona registró el estado de pago 1 mientras usted escribía" in text(late)
    assert (typed(late, "gross"), typed(late, "seen")) == ("5.000.000", "2")
    post(works.inspector, at("charge", made.public_id), **CHARGE | {"seen": "2"})
    assert made.statements.count() == 2


def test_a_correction_over_another_one_is_told(works: Site) -> None:
    statement = works.received(works.running())
    url, seen = at("correct_statement", statement.public_id), statement.revision
    post(works.inspector, url, **CHARGE | {"seen": seen})
    late = post(works.inspector, url, **CHARGE | {"seen": seen, "gross": "7.000.000"})

    assert late.status_code == 409
    assert typed(late, "seen") == str(seen + 1)
    again = CHARGE | {"seen": seen + 1, "gross": "7.000.000"}
    assert post(works.inspector, url, **again).status_code == 200
    assert make.read(statement).gross == 7_000_000


def test_each_one_finds_what_awaits_them(works: Site) -> None:
    made = works.running()
    statement = works.received(made, bill=make.invoice(date(2007, 10, 25)))
    people = {
        "Revisar estado de pago": works.head,
        "Aprobar estado de pago": works.cast.diana,
        "Registrar pago": make.treasurer(works.cast.serviu),
    }

    def verbs(who: Somebody) -> list[str]:
        return [line.verb for line in find(who.access, TODAY)]

    own = ["Anotar recepción o modificar plazo"]
    assert verbs(works.inspector) == ["Ver estado de pago", *own]
    steps: list[Any] = [actions.review_statement, actions.approve_statement, None]
    for (verb, who), step in zip(people.items(), steps, strict=True):
        assert {name: verbs(somebody) for name, somebody in people.items()} == {
            name: [verb] if name == verb else [] for name in people
        }
        if step is not None:
            step(statement, by=who.access)
    note = next(iter(find(people["Registrar pago"].access, TODAY))).note
    assert note == "Líquido de $ 10.000.000, por pagar. El plazo para pagarlo venció hace 6 días."
    actions.return_statement(statement, remarks="Falta.", by=works.head.access)
    assert verbs(works.inspector) == ["Corregir estado de pago", *own]


def test_whoever_wrote_in_it_is_not_asked_to_decide(works: Site) -> None:
    statement = works.received(works.running())
    works.gives(works.inspector, Role.WORKS_HEAD)
    said = text(works.inspector.client().get(at("statement", statement.public_id)))
    assert "Dar por revisado" not in said
    assert "lo decide otra persona" in said
    found = [line.verb for line in find(works.inspector.access, TODAY)]
    assert "Revisar estado de pago" not in found
    assert "Dar por revisado" in text(works.head.client().get(at("statement", statement.public_id)))


def test_the_filters_of_the_list(works: Site) -> None:
    late = works.running(code="TARDE")
    make.running(works.project, works.inspector, "Dos", code="PRONTO", term_days=210)
    works.received(late, bill=make.invoice(date(2007, 10, 25)))
    url, client = at("contracts"), works.cast.ana.client()

    def codes(query: str) -> set[str]:
        said = text(client.get(f"{url}?{query}"))
        return {code for code in ("TARDE", "PRONTO") if f"{code}," in said}

    assert codes("") == {"TARDE", "PRONTO"}
    assert codes("fuera_de_plazo=si") == {"TARDE"}
    assert codes("por_vencer=si") == {"PRONTO"}
    assert codes("pagos_atrasados=si") == {"TARDE"}
    assert codes("sin_avance=si") == {"TARDE", "PRONTO"}
    assert codes("etapa=liquidado") == set()
    works.received(late, on=TODAY)
    assert codes("sin_avance=si") == {"PRONTO"}


def test_the_clock_of_the_statements(works: Site) -> None:
    made = works.running()
    works.received(made, bill=make.invoice(date(2007, 10, 25)))
    works.received(made, on=NEXT, bill=make.invoice(date(2007, 11, 5)))
    url, client = at("statements"), works.cast.ana.client()

    assert "2 estados de pago; 1 pago atrasado" in text(client.get(url))
    assert "hace 6 días" in text(client.get(f"{url}?atrasado=si"))
    assert "en 5 días" in text(client.get(f"{url}?por_vencer=si"))


def test_opening_balances_add_up_by_document(works: Site) -> None:
    by = works.inspector
    make.brought(works.project, by)
    other = make.brought(works.project, by, "Dos", document="Oficio 9", charged=20_000_000)
    works.received(other, 30_000_000, on=TODAY)

    found = reconciliation(works.cast.ana.access)
    assert [(d.document, d.sums.charged) for d in found.documents] == [
        ("Oficio 418", 50_000_000), ("Oficio 9", 20_000_000),
    ]  # fmt: skip
    sums = found.sums
    assert (sums.total, sums.charged, sums.since, sums.balance) == (
        240_000_000, 70_000_000, 30_000_000, 140_000_000,
    )  # fmt: skip
    assert sums.agrees
    assert not reconciliation(works.cast.carla.access).count
    client = works.cast.ana.client()
    for fmt in ("pdf", "xlsx", "docx"):
        assert client.get(at("openings_file", fmt)).status_code == 200
    assert client.get(at("openings_file", "odt")).status_code == 404


def test_more_rows_ask_no_more_questions(works: Site) -> None:
    made = works.running()
    works.received(made)
    client = works.inspector.client()
    urls = [
        at("contract", made.public_id), at("of_project", works.project.public_id),
        at("contracts"), at("statements"), "/",
    ]  # fmt: skip

    def asked() -> list[int]:
        found = []
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            found.append(len(queries))
        return found

    asked()
    before = asked()
    for number in range(1, 4):
        works.received(made, 1_000_000, on=date(2007, 6 + number, 5))
        make.running(works.project, works.inspector, f"Obra {number}")
    assert asked() == before


def test_it_is_found_by_its_code(works: Site) -> None:
    made = works.running(code="OB-1-2007")
    found = [one.url for one in finding.search(works.cast.ana.access, "OB-1-2007")]
    assert at("contract", made.public_id) in found


@pytest.mark.parametrize("name", ["review", "approve", "pay", "return"])
def test_a_step_is_only_taken_by_a_form(works: Site, name: str) -> None:
    statement = works.received(works.running())
    assert works.head.client().get(at(name, statement.public_id)).status_code == 405
