"""An act from its draft to its end; what it brings about happens that moment and not before."""

from datetime import date, timedelta

import pytest

from minga.acts import actions, effects, standing_in
from minga.acts.checks import check_acts
from minga.acts.models import Act
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.clock import living_in
from minga.core.errors import DomainError, NotAllowed
from minga.core.models import Folio
from minga.core.verification import verify
from minga.documents.storage import path_of
from minga.people.models import Membership
from minga.people.substitutes import name_substitute
from tests.acts.life import Office
from tests.conftest import SCRIBE, TODAY
from tests.core.database import commit

LAST = date(2007, 12, 7)


def named(office: Office, act: Act) -> None:
    """The act names Emilio in the place of Diana."""
    held = Membership.objects.own().get(person=office.cast.diana.person)
    data = standing_in.data_of(held, office.cast.emilio.person, TODAY, LAST)
    actions.add_effect(act, standing_in.KEY, data, by=office.cast.ana.access)


def standing_ins() -> int:
    return Membership.objects.filter(is_substitute=True).count()


def test_three_visas_signature_number_and_the_effect_that_moment(office: Office):
    act = office.draft()
    named(office, act)
    act = office.sign(act)
    before = standing_ins()

    act = office.number(act)

    assert (before, standing_ins()) == (0, 1)
    assert (act.status, act.processed_on, act.number) == ("processed", TODAY, 1)
    assert Membership.objects.get(is_substitute=True).act_reference == "Res. Ex. 1 de 30-11-2007"
    commit()
    assert verify() == []


def test_toma_de_razon_holds_the_effect_until_it_is_taken(office: Office):
    act = office.draft(office.reviewed)
    named(office, act)
    act = office.number(office.sign(act))
    by = office.olga.access
    act = actions.send_to_review(act, day=TODAY, by=by)
    before = (act.pending(), standing_ins())

    act = actions.record_review(act, result="taken", day=TODAY, by=by)

    assert before == (["toma de razón"], 0)
    assert (act.status, standing_ins()) == ("processed", 1)


def test_a_represented_act_ends_there_and_another_is_drafted_from_it(office: Office):
    act = office.draft(office.reviewed)
    named(office, act)
    act = actions.send_to_review(office.number(office.sign(act)), day=TODAY, by=office.olga.access)

    with pytest.raises(DomainError, match="motivo"):
        actions.record_review(act, result="represented", day=TODAY, by=office.olga.access)
    act = actions.record_review(
        act, result="represented", day=TODAY, note="Falta el informe.", by=office.olga.access
    )

    assert (act.status, standing_ins()) == ("represented", 0)
    assert office.draft(office.reviewed, drafted_from=act).drafted_from == act


def test_publication_and_notification_are_due_before_it_is_processed(office: Office):
    act = office.draft(to_publish=True, to_notify=True)
    notice = actions.add_notice(act, office.cast.seremi, by=office.cast.ana.access)
    act = office.number(office.sign(act))
    assert act.status == "numbered"

    actions.publish(act, day=TODAY, edition="38.921", by=office.olga.access)
    act = actions.record_notice(notice, way="office", day=TODAY, by=office.olga.access)

    assert act.status == "processed"


def test_a_second_act_rectifies_it_once_processed(office: Office):
    first, second = office.processed(), office.draft()
    relation = actions.relate(second, first, "rectifies", by=office.cast.ana.access)
    second = office.sign(second)
    relation.refresh_from_db()
    assert relation.effective_on is None

    office.number(second)

    relation.refresh_from_db()
    assert relation.effective_on == TODAY


def test_what_it_does_to_another_holds_from_the_day_it_is_processed(office: Office):
    first, second, later = office.processed(), office.draft(office.reviewed), date(2007, 12, 4)
    relation = actions.relate(second, first, "modifies", by=office.cast.ana.access)
    second = office.number(office.sign(second))
    by = office.olga.on(later)
    second = actions.send_to_review(second, day=TODAY, by=by, on=later)
    actions.record_review(second, result="taken", day=date(2007, 12, 3), by=by, on=later)
    relation.refresh_from_db()
    assert relation.effective_on == date(2007, 12, 3)


def test_no_act_acts_on_itself_on_one_in_process_or_without_effect(office: Office):
    ana, act, dead = office.cast.ana.access, office.draft(), office.processed()
    killer = office.draft()
    actions.relate(killer, dead, "annuls", by=ana)
    office.number(office.sign(killer))

    for other, why in ((act, "sí mismo"), (office.draft(), "tramitada"), (dead, "sin efecto")):
        with pytest.raises(DomainError, match=why):
            actions.relate(act, other, "modifies", by=ana)


def test_a_signer_whose_subrogation_ended_is_told_so(office: Office):
    cast = office.cast
    with living_in(date(2007, 11, 1)):
        name_substitute(
            Membership.objects.own().get(person=cast.diana.person),
            office.lia.person,
            valid_from=date(2007, 11, 1),
            last_day=date(2007, 11, 20),
            act_reference="Res. Ex. 1",
            by=SCRIBE,
        )
    act = office.visas(office.send(office.draft()))

    with pytest.raises((NotAllowed, DomainError), match=r"terminó el 20-11-2007"):
        office.step(act, office.lia)


def test_an_access_of_yesterday_signs_nothing_today(office: Office):
    yesterday = TODAY - timedelta(days=1)
    other = office.cast.bruno
    with living_in(yesterday):
        name_substitute(
            Membership.objects.own().get(person=office.cast.diana.person),
            other.person,
            valid_from=yesterday,
            last_day=yesterday,
            act_reference="Res. Ex. 1",
            by=SCRIBE,
        )
    act = office.visas(office.send(office.draft()))

    with pytest.raises(DomainError, match="terminó"):
        approvals.pass_step(act, seen=seen_of(act), by=other.on(yesterday), on=TODAY)


def test_a_number_serves_once_a_year_and_a_gap_is_told(office: Office):
    by = office.olga.access
    old = {"series": "exempt", "dated": date(2007, 3, 1), "subject": "De papel", "by": by}
    with pytest.raises(DomainError, match="seguiría desde el 71; hoy comienza en el 1"):
        actions.register_earlier(office.kind, number=70, **old)
    actions.register_earlier(office.kind, number=7, is_last=True, **old)
    act = office.processed()
    assert act.number == 8
    with pytest.raises(DomainError, match="ya se usó"):
        actions.register_earlier(office.kind, number=7, **old)
    with pytest.raises(DomainError, match="orden de los números"):
        actions.register_earlier(office.kind, number=5, **(old | {"dated": date(2007, 4, 1)}))

    assert list(check_acts()) == []


def test_a_pdf_replaced_on_disk_is_named(office: Office):
    act = office.processed()
    assert act.document is not None
    path = path_of(act.document.file.sha256)
    path.chmod(0o600)
    path.write_bytes(b"otro")

    assert [f.where for f in check_acts()] == ["Resolución Exenta 1 de 2007"]


def test_an_effect_that_crashes_leaves_nothing_half_done(office: Office, monkeypatch):
    act = office.draft()
    named(office, act)
    act = office.sign(act)

    def crash(*_: object) -> None:
        raise RuntimeError

    broken = effects.Effect(standing_in.KEY, "x", crash, lambda *_: None, crash, crash)
    monkeypatch.setitem(effects._effects, standing_in.KEY, broken)
    with pytest.raises(RuntimeError):
        office.number(act)

    act.refresh_from_db()
    assert (act.status, act.number, Folio.objects.count()) == ("signed", None, 0)


def test_what_was_returned_is_mended_and_sent_again(office: Office):
    act = office.send(office.draft())
    text = actions.Text("Otra", "1. Otra cosa.")
    with pytest.raises(DomainError):
        actions.edit_act(act, text, revision=0, by=office.cast.ana.access)
    act = approvals.return_it(
        act, remarks="Falta el visto.", seen=seen_of(act), by=office.cast.emilio.access
    )

    actions.edit_act(act, text, revision=0, by=office.cast.ana.access)

    assert office.number(office.sign(act)).subject == "Otra"


def test_a_void_draft_ends_with_its_reason(office: Office):
    act = office.draft()
    with pytest.raises(DomainError, match="por qué"):
        actions.void(act, reason=" ", by=office.cast.ana.access)

    act = actions.void(act, reason="Duplicado", by=office.cast.ana.access)

    with pytest.raises(DomainError):
        office.send(act)


def test_only_partes_numbers(office: Office):
    act = office.sign(office.draft())

    with pytest.raises(NotAllowed):
        actions.number_act(act, by=office.cast.ana.access)
    with pytest.raises(DomainError, match="no es anterior"):
        actions.number_act(act, dated=date(2007, 11, 1), by=office.olga.access)
