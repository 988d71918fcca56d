"""Each step of the process is recorded once; the text is whole; the head who visas is its own."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from minga.acts import actions
from minga.acts.models import Act, ActNotice
from minga.core.approvals import actions as approvals
from minga.core.errors import DomainError, NotAllowed
from minga.people.actions import add_membership
from minga.people.roles import Role
from tests.acts.life import Office, somebody
from tests.answers import status_of
from tests.conftest import SCRIBE, TODAY
from tests.core.database import refused, sql


def reviewed(office: Office) -> tuple[Act, ActNotice]:
    """Taken, published and told: nothing more is due but a second notice."""
    act, ana = office.draft(office.reviewed, to_publish=True), office.cast.ana.access
    notice = actions.add_notice(act, office.cast.seremi, by=ana)
    actions.add_notice(act, office.lia.person, by=ana)
    by = office.olga.access
    act = actions.send_to_review(office.number(office.sign(act)), day=TODAY, by=by)
    act = actions.record_review(act, result="taken", day=TODAY, by=by)
    act = actions.publish(act, day=TODAY, edition="38.921", by=by)
    return actions.record_notice(notice, way="office", day=TODAY, by=by), notice


def test_what_is_recorded_is_not_recorded_again(office: Office) -> None:
    act, notice = reviewed(office)
    said: dict[str, Any] = {"day": TODAY, "by": office.olga.access}
    again = (
        lambda: actions.send_to_review(act, **said),
        lambda: actions.record_review(act, result="represented", note="No.", **said),
        lambda: actions.publish(act, edition="38.999", **said),
        lambda: actions.record_notice(notice, way="person", **said),
    )
    for step in again:
        with pytest.raises(DomainError, match="ya está registrado"):
            step()


@pytest.mark.parametrize(
    "said",
    [
        "review_sent_on = '2007-12-01'",
        "review = 'scope', review_note = 'Sí'",
        "edition = '1'",
    ],
)
def test_the_database_keeps_what_is_recorded(office: Office, said: str) -> None:
    act, _ = reviewed(office)
    with refused("no cambia"):
        sql(f"UPDATE acts_act SET {said} WHERE id = {act.pk}")


def test_the_database_keeps_a_notice(office: Office) -> None:
    _, notice = reviewed(office)
    with refused("no cambia"):
        sql(f"UPDATE acts_actnotice SET way = 'mail' WHERE id = {notice.pk}")


def test_a_signed_copy_is_a_pdf(office: Office) -> None:
    act = office.processed()
    file = SimpleUploadedFile("copia.docx", b"PK\x03\x04")
    with pytest.raises(DomainError, match="PDF"):
        actions.file_signed_copy(act, file, by=office.olga.access)


def test_what_was_left_to_write_is_told_before_it_is_sent(office: Office) -> None:
    text = actions.Text("Aprueba", "1. Designa a [firmante] por [sic] el [acto anterior].")
    act = actions.draft_act(office.kind, office.cast.unit, text, by=office.cast.ana.access)
    with pytest.raises(DomainError, match=r"corchetes: \[firmante\], \[acto anterior\]\.$"):
        office.send(act)


def test_the_head_of_another_unit_gives_no_visa(office: Office) -> None:
    """Where the unit has a head of its own; Emilio, who heads the whole service, may."""
    other = somebody("otra", ("Otra", "Jefa"), Role.UNIT_HEAD, office.cast.serviu)
    held = other.person.memberships.get()
    elsewhere = somebody("lejos", ("Lejos", "Jefe"), Role.UNIT_HEAD, office.cast.seremi)
    add_membership(
        office.lia.person, role=Role.UNIT_HEAD, organisation=office.cast.unit,
        valid_from=held.valid_from, by=SCRIBE,
    )  # fmt: skip
    act = office.send(office.draft())
    assert act.pk
    for who in (elsewhere, office.iris):
        with pytest.raises(NotAllowed):
            office.step(act, who)
    office.step(act, office.cast.emilio)


def test_a_case_that_is_not_there_makes_no_act_about_nothing(office: Office) -> None:
    page = reverse("acts:new") + "?caso=programa:222222222222"
    said = {"subject": "Aprueba", "resuelvo": "1. Sí.", "revision": 0}
    said |= {"kind": office.kind.pk, "unit": office.cast.unit.pk}
    answer = office.cast.ana.client().post(page, said)
    assert answer.status_code == 422
    assert "Ese caso no existe" in answer.content.decode()
    assert not Act.objects.exists()


def test_a_reader_of_everything_opens_no_reserved_dossier(office: Office) -> None:
    act = office.processed()
    assert act.document is not None
    marta = office.cast.marta
    path = reverse("documents:download", args=[act.document.public_id])
    assert status_of(marta.client(), path) == 200
    with_reserved(act)
    assert status_of(marta.client(), path) == 404
    assert status_of(office.cast.ana.client(), path) == 200


def with_reserved(act: Act) -> None:
    from tests.core.database import by_hand  # noqa: PLC0415

    with by_hand():
        sql(f"UPDATE documents_dossier SET is_reserved = {_true()} WHERE id = {act.dossier_id}")


def _true() -> str:
    from django.db import connection  # noqa: PLC0415

    return "1" if connection.vendor == "sqlite" else "TRUE"


def test_what_waits_is_withdrawn_by_who_sent_it(office: Office) -> None:
    act = office.send(office.draft())
    approvals.withdraw(act, reason="Falta algo.", by=office.cast.ana.access)
    act.refresh_from_db()
    assert act.status == "draft"


def test_it_does_not_change_an_act_and_leave_it_without_effect_besides(office: Office) -> None:
    first, act, ana = office.processed(), office.draft(), office.cast.ana.access
    actions.relate(act, first, "modifies", by=ana)
    actions.relate(act, first, "complements", by=ana)
    with pytest.raises(DomainError, match="además dejarla sin efecto"):
        actions.relate(act, first, "annuls", by=ana)
    other = office.draft()
    actions.relate(other, first, "annuls", by=ana)
    with pytest.raises(DomainError, match="además dejarla sin efecto"):
        actions.relate(other, first, "modifies", by=ana)


def test_a_remark_goes_with_taken_with_scope(office: Office) -> None:
    by = office.olga.access
    act = office.number(office.sign(office.draft(office.reviewed)))
    act = actions.send_to_review(act, day=TODAY, by=by)
    with pytest.raises(DomainError, match="con alcance"):
        actions.record_review(act, result="taken", day=TODAY, note="Sí, pero.", by=by)
    assert actions.record_review(act, result="taken", day=TODAY, by=by).review == "taken"
