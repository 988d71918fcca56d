"""Ley 21.719: a copy of everything, and an erasure that keeps what the law keeps, blocked."""

import hashlib
import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from minga.core.approvals import actions as approvals
from minga.core.approvals import rounds
from minga.core.errors import DomainError, NotAllowed
from minga.core.models import DigestKey, Event, Fact, User
from minga.core.search.models import IndexEntry
from minga.core.verification import verify
from minga.people.accounts import actions as accounts
from minga.people.actions import add_membership, add_person
from minga.people.citizens import actions
from minga.people.citizens.holdings import covered
from minga.people.citizens.models import (
    Attention,
    Citizen,
    CitizenData,
    DataRequest,
    PersonRead,
)
from minga.people.models import Party, Person
from tests.conftest import PASSWORD, SCRIBE, TODAY, Cast, Somebody, nothing_recorded
from tests.core.database import commit, sql
from tests.people.accounts.browser import enter
from tests.people.citizens import factories

CHECK = "Cédula de identidad, presentada por ella misma"
LONG_AGO = date(2001, 5, 8)


def asked(cast: Cast, citizen: Citizen, kind: str, **more: bool) -> DataRequest:
    return actions.receive_request(
        cast.serviu, citizen, kind=kind, identity_check=CHECK, by=cast.celia.access, **more
    )


def erased(cast: Cast, citizen: Citizen, by: Somebody | None = None) -> DataRequest:
    request = asked(cast, citizen, "erasure")
    approvals.pass_step(request, seen=rounds.seen_of(request), by=(by or cast.diana).access)
    request.refresh_from_db()
    return request


def copy_of(cast: Cast, request: DataRequest) -> tuple[bytes, dict[str, bytes]]:
    address = reverse("citizens:deliver", args=[request.public_id])
    answer = cast.celia.client().post(address, {"delivery_check": CHECK})
    assert answer.headers["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as archive:
        return answer.content, {name: archive.read(name) for name in archive.namelist()}


def test_the_copy_says_everything_that_is_held(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    answered = factories.referred(cast, rosa, note="Pregunta por su pago.")
    actions.answer_attention(answered, note="Se paga en diciembre.", by=cast.bruno.access)
    actions.form_household(cast.serviu, [(rosa, "head")], since=TODAY, by=cast.celia.access)
    cast.celia.client().get("/atencion/", {"run": rosa.run})
    request = asked(cast, rosa, "export", with_reads=True)

    content, files = copy_of(cast, request)

    said = {table["tabla"]: table["filas"] for table in json.loads(files["datos.json"])["datos"]}
    assert said["identidad y contacto"][0]["Dirección"] == "Los Molles 12"
    assert said["identidad y contacto"][0]["Documento"] == rosa.run
    assert said["atenciones"][0]["Nota"] == "Pregunta por su pago."
    assert said["atenciones"][0]["Respuesta"] == "Se paga en diciembre."
    assert said["hogares"][0]["Relación"] == "jefa o jefe de hogar"
    assert said["quién consultó sus datos"][0]["Motivo"] == "Atención de público"
    assert files["datos.pdf"].startswith(b"%PDF")
    request.refresh_from_db()
    assert (request.state, request.sha256) == ("done", hashlib.sha256(content).hexdigest())
    assert PersonRead.objects.filter(what="export", person=rosa.person).count() == 1


def test_the_copy_of_who_has_an_account_says_its_email_its_entries_and_its_sessions(
    cast: Cast,
) -> None:
    run = factories.run(8)
    names = {"given_names": "Eva", "family_names": "Ríos", "rut": run}
    person = add_person(**names, username="eva", password=PASSWORD, by=SCRIBE)
    accounts.set_email(person, email="eva@serviu.cl", reason="x", by=SCRIBE)
    eva = factories.citizen(cast.celia, cast.serviu, 8)
    enter("eva")

    _, files = copy_of(cast, asked(cast, eva, "export"))

    said = {table["tabla"]: table["filas"] for table in json.loads(files["datos.json"])["datos"]}
    assert said["cuenta de Minga"] == [{"Usuario": "eva", "Correo": "eva@serviu.cl"}]
    assert said["entradas a Minga"][0]["Resultado"] == "entró"
    assert said["sesiones abiertas"][0]["Dirección de red"] == "127.0.0.1"


def test_who_read_comes_only_when_asked_for(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    cast.celia.client().get("/atencion/", {"run": rosa.run})

    _, files = copy_of(cast, asked(cast, rosa, "export"))

    assert "quién consultó" not in files["datos.json"].decode()


def test_it_is_handed_over_once_and_to_somebody_known(cast: Cast) -> None:
    request = asked(cast, factories.rosa(cast), "export")
    address, client = reverse("citizens:deliver", args=[request.public_id]), cast.celia.client()

    assert client.post(address, {"delivery_check": ""}).status_code == 422
    assert client.post(address, {"delivery_check": CHECK}).status_code == 200
    assert client.post(address, {"delivery_check": CHECK}).status_code == 409


def test_a_request_checks_who_asks_and_is_one_at_a_time(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    by = cast.celia.access

    with nothing_recorded(), pytest.raises(DomainError, match="comprobó la identidad"):
        actions.receive_request(cast.serviu, rosa, kind="export", identity_check=" ", by=by)
    request = asked(cast, rosa, "export")
    assert request.due_on == date(2007, 12, 30)
    with nothing_recorded(), pytest.raises(DomainError, match="en curso"):
        asked(cast, rosa, "export")
    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.receive_request(
            cast.serviu, rosa, kind="export", identity_check=CHECK, by=cast.ana.access
        )


def test_what_nothing_keeps_is_erased_and_the_record_verifies(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    old = factories.attention(cast, rosa, on=LONG_AGO, note="Vino con su hija.")
    names = [f"{m}:{rosa.pk}" for m in ("people.party", "people.person", "citizens.citizen")]
    keys = dict(DigestKey.objects.values_list("row_id", "key").filter(model="people.person"))

    request = erased(cast, rosa)

    rosa = Citizen.objects.for_page().get()
    assert (rosa.state, rosa.full_name, rosa.run) == ("erased", "Persona borrada", "")
    data = CitizenData.objects.get()
    assert not any((data.given_names, data.family_names, data.phone, data.email, data.address))
    assert data.birth_date is None
    old.refresh_from_db()
    assert (old.note, old.person, old.channel) == ("", None, "office")
    assert not Party.objects.filter(rut=factories.run(1)).exists()
    assert request.state == "done"
    new = dict(DigestKey.objects.values_list("row_id", "key").filter(model="people.person"))
    assert bytes(new[rosa.pk]) != bytes(keys[rosa.pk])
    assert {name.partition(":")[0] for name in names} <= set(
        Event.objects.latest("sequence").data["emptied"]
    )
    commit()
    assert verify() == []


def test_nothing_of_the_person_is_left_anywhere(cast: Cast) -> None:
    """Every text of every table, but who looked, which speaks of nobody."""
    rosa = factories.rosa(cast)
    factories.attention(cast, rosa, on=LONG_AGO, note="Rosa Mamani vino.")

    erased(cast, rosa)

    left = []
    for model in apps.get_models():
        for row in model._base_manager.values():
            text = str(row)
            if any(word in text for word in ("Mamani", "Los Molles", "rosa@", "33333301")):
                left.append((model.__name__, text))
    assert left == []
    assert not IndexEntry.objects.filter(title__contains="Rosa").exists()


def test_what_must_be_kept_is_blocked_and_the_answer_says_why(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    recent = factories.attention(cast, rosa, note="Trajo su libreta.")
    factories.attention(cast, rosa, on=LONG_AGO, note="Vino antes.")

    request = erased(cast, rosa)

    rosa.refresh_from_db()
    until = date(2012, 11, 30)
    assert (rosa.state, rosa.blocked_until) == ("blocked", until)
    line = request.lines.get(table="atenciones")
    assert (line.erased, line.kept, line.kept_until, line.is_verified) == (1, 1, until, False)
    assert "Tabla de retención" in line.source
    recent.refresh_from_db()
    assert (recent.note, recent.person) == ("Trajo su libreta.", rosa.person)
    assert not Attention.objects.filter(note="Vino antes.").exists()
    page = reverse("citizens:data_request", args=[request.public_id])
    text = cast.celia.client().get(page).content.decode()
    assert "30-11-2012" in text
    assert "sin verificar" in text
    commit()
    assert verify() == []


def test_what_is_blocked_is_neither_read_nor_added_to(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    factories.attention(cast, rosa)
    erased(cast, rosa)
    client = cast.celia.client()

    client.post(reverse("citizens:purpose", args=[rosa.public_id]), {"purpose": "Curiosidad."})
    panel = client.get(reverse("citizens:panel_data", args=[rosa.public_id])).content.decode()

    assert "Los Molles" not in panel
    with nothing_recorded(), pytest.raises(DomainError, match="bloqueados"):
        factories.attention(cast, rosa)
    with pytest.raises(IntegrityError, match="bloqueados"), transaction.atomic():
        sql(
            "INSERT INTO citizens_attention (public_id, service_id, year, number, person_id, "
            'channel, office_id, subject_id, "on", note, state, answered_on, recorded_at, '
            "event_id) SELECT 'x', service_id, year, 99, person_id, channel, office_id, "
            'subject_id, "on", note, state, answered_on, recorded_at, event_id '
            "FROM citizens_attention"
        )
    assert "Mamani" not in cast.emilio.client().get("/buscar/?q=mamani").content.decode().partition(
        "<main"
    )[2].replace("mamani", "")


def test_who_asks_never_approves_and_nobody_but_the_head_does(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    request = asked(cast, rosa, "erasure")
    seen = rounds.seen_of(request)

    for who in ("celia", "emilio", "nora", "aldo", "hugo"):
        with nothing_recorded(), pytest.raises(NotAllowed):
            approvals.pass_step(request, seen=seen, by=getattr(cast, who).access)
    rosa.refresh_from_db()
    assert rosa.state == "active"


def test_a_refused_erasure_erases_nothing(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    request = asked(cast, rosa, "erasure")

    seen = rounds.seen_of(request)
    approvals.return_it(request, remarks="Falta un poder.", seen=seen, by=cast.diana.access)

    request.refresh_from_db()
    assert request.state == "refused"
    assert Citizen.objects.get().full_name == "Rosa Mamani Choque"


def test_pending_attentions_and_accounts_bar_it(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    factories.referred(cast, rosa)

    with nothing_recorded(), pytest.raises(DomainError, match="por responder"):
        asked(cast, rosa, "erasure")
    add_person(
        given_names="Eva",
        family_names="Ríos",
        username="eva",
        password=PASSWORD,
        rut=factories.run(8),
        by=SCRIBE,
    )
    eva = factories.citizen(cast.celia, cast.serviu, 8)
    with nothing_recorded(), pytest.raises(DomainError, match="una cuenta"):
        asked(cast, eva, "erasure")
    assert asked(cast, eva, "export")
    sql(f"UPDATE people_person SET user_id = NULL WHERE party_id = {eva.pk}")
    worker = Person.objects.get(pk=eva.pk)
    add_membership(worker, role="legal", organisation=cast.unit, valid_from=TODAY, by=SCRIBE)
    with nothing_recorded(), pytest.raises(DomainError, match="tiene o tuvo funciones"):
        asked(cast, eva, "erasure")


def test_what_was_erased_does_not_come_back(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    erased(cast, rosa)

    with pytest.raises(IntegrityError, match="no hay vuelta atrás"), transaction.atomic():
        sql("UPDATE citizens_citizen SET state = 'active' WHERE person_id = %s", rosa.pk)
    again = factories.rosa(cast)
    assert again.pk != rosa.pk


# Tables that name persons and hold nothing of theirs as citizens, and why.
NOT_HELD = {
    "User": "the account of a civil servant: an erasure is refused while there is one",
    "SecondFactor": "the sealed secret of an account's telephone",
    "Throttle": "failures to enter of the last day, by digest",
    "SavedView": "what a civil servant asks lists for",
    "WorkPlanVersion": "who approved it, as a civil servant",
    "StageClosing": "who closed it, as a civil servant",
    "AgreementVersion": "who approved it, as a civil servant",
    "Measurement": "who recorded the figure, as a civil servant",
    "MeasurementReview": "who reviewed the figure, as a civil servant",
    "DefinitionVersion": "who approved it, as a civil servant",
    "DiffusionVersion": "who approved it, as a civil servant",
    "Publication": "who prepared and accepted it, as civil servants",
    "Project": "who registered it, as a civil servant",
    "TenderRound": "who registered it, as a civil servant",
    "Contract": "who registered it, as a civil servant",
    "ContractChange": "who registered it, as a civil servant",
    "Fine": "who registered it, as a civil servant",
    "PaymentStatement": "who prepared, reviewed and approved it, as civil servants",
    "MonthReport": "who reported or corrected it, as civil servants",
    "MonthSpending": "who recorded it, as a civil servant",
    "MonthClosing": "who closed or reopened it, as civil servants",
    "BudgetLaw": "who loaded it, as a civil servant",
    "LedgerEntry": "who recorded it, as a civil servant",
    "Guarantee": "who took it out, as its paper says, and who keeps it, as a civil servant",
    "Document": "who uploaded it, as a civil servant",
    "Evidence": "who uploaded it, as a civil servant",
    "EvidenceReview": "who reviewed it, as a civil servant",
    "ActivityStatus": "who reported it, as a civil servant",
    "PassedWork": "whose open work passed to whom, as civil servants",
    "ErasureLine": "the answer to an erasure: figures and sources",
    "Assignment": "who visits, as a civil servant",
    "Visit": "who visits or voided it, as civil servants",
    "VisitPlace": "who gave it, as a civil servant",
    "Extension": "who granted it, as a civil servant",
    "Attempt": "who went and could not, as a civil servant",
    "VisitReport": "who visited, as a civil servant",
    "Photo": "who took it, as a civil servant",
    "CarriedCommitment": "who took it into the plan, as a civil servant",
    "CarriedOutcome": "who said what became of it, as a civil servant",
    "RegulatoryChange": "who registered it, as a civil servant",
    "NormStep": "who told it, as a civil servant",
    "WarningJustification": "who justified it, as a civil servant",
    "KeptFinding": "what is wrong with a project, without persons",
    "TerritorialProblem": "who prepared, opened or closed it, as civil servants",
    "Meeting": "who convened, recorded or closed it, as civil servants",
    "Commitment": "who registered it and answers for it, as civil servants",
    "CommitmentStep": "who did it or receives it, as civil servants",
    "Reminder": "who was written to, as a civil servant",
    "Audit": "who registered it, as a civil servant",
    "FindingAnswer": "who answered, as a civil servant",
    "FindingFollowUp": "who assessed it, as a civil servant",
    "FindingList": "who added it, as a civil servant",
    "Filing": "who received it, as a civil servant",
    "Waiver": "who wrote it, as a civil servant",
    "Misfiling": "who saw it, as a civil servant",
    "IndexedFile": "who asked for it, as a civil servant",
    "Sample": "who drew it, as a civil servant",
    "RuleVersion": "who approved it, as a civil servant",
    "ModelTextVersion": "who approved it, as a civil servant",
    "Letter": "who prepared and signed it, as civil servants",
    "LetterBatch": "who prepared and signed it, as civil servants",
    "LetterAddressee": "to whom an official letter went, as it says itself: not by RUN; record 22",
    "BatchRow": "to whom a letter to many goes, as it says itself: not by RUN; record 22",
    "Act": "who prepared it, as a civil servant",
    "PlanReportVersion": "who approved it, as a civil servant",
    "ActNotice": "whom it was told to, as a civil servant",
    "ScheduleVersion": "who approved it, as a civil servant",
    "ProcedureVersion": "who approved it, as a civil servant",
    "ProcedureUse": "who began it, as a civil servant",
    "UseStep": "who did it, as a civil servant",
    "ProcedureReview": "who recorded it, as a civil servant",
    "NonConformity": "who found it, as a civil servant",
    "NonConformityStep": "who did it, as a civil servant",
    "Result": "who reported it, as a civil servant",
    "ResultReview": "who reviewed it, as a civil servant",
}


def test_every_table_with_data_of_persons_is_registered() -> None:
    """A new one says how it is copied, kept and emptied, or here why it need not; also one that
    names a person by the account."""
    own = {m for m in apps.get_models() if m.__module__.startswith("minga.")}
    named = (Person, Citizen, User)
    reach = {
        model
        for model in own
        if (issubclass(model, Fact) and model.has_personal_data)
        or any(field.related_model in named for field in model._meta.concrete_fields)
    }
    assert {m.__name__ for m in reach - covered()} - set(NOT_HELD) == set()
