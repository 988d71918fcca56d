"""What each act of the tray waits for, since when, and who leaves passes the drafts on."""

from datetime import date, timedelta

from django.urls import reverse

from minga.acts import actions
from minga.acts.models import Act
from minga.acts.passing import _find
from minga.acts.waiting import tell_waiting
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.handover import Leaving
from tests.acts.life import Office
from tests.conftest import TODAY

LATER = TODAY + timedelta(days=5)


def told(act: Act) -> tuple[str, date | None, int | None]:
    rows = list(Act.objects.filter(pk=act.pk))
    tell_waiting(rows, LATER)
    row: object = rows[0]
    return row.waits_for, row.waits_since, row.waits_days  # type: ignore[attr-defined]


def test_each_state_says_what_it_waits_for(office: Office) -> None:
    olga, act = office.olga.access, office.draft(office.reviewed, to_publish=True)
    notice = actions.add_notice(act, office.cast.seremi, by=office.cast.ana.access)
    seen = [told(act)[0]]
    act = office.send(act)
    for who in (office.cast.emilio, office.lia, office.iris, office.cast.diana):
        seen.append(told(act)[0])
        act = office.step(act, who)
    seen.append(told(act)[0])
    act = office.number(act)
    seen.append(told(act)[0])
    act = actions.send_to_review(act, day=TODAY, by=olga)
    seen.append(told(act)[0])
    act = actions.record_review(act, result="taken", day=TODAY, by=olga)
    seen.append(told(act)[0])
    act = actions.publish(act, day=TODAY, edition="38.921", by=olga)
    seen.append(told(act)[0])
    act = actions.record_notice(notice, way="office", day=TODAY, by=olga)
    assert seen == [
        "su envío", "visa de la jefatura", "visa jurídica", "visa de Contraloría Interna", "firma",
        "número", "envío a toma de razón", "toma de razón", "publicación en el Diario Oficial",
        "notificación",
    ]  # fmt: skip
    assert told(act) == ("", None, None)


def test_days_are_counted_from_the_last_step(office: Office) -> None:
    act = office.send(office.draft())
    office.step(act, office.cast.emilio, TODAY + timedelta(days=2))
    assert told(act) == ("visa jurídica", TODAY + timedelta(days=2), 3)


def test_one_returned_waits_for_its_correction(office: Office) -> None:
    act, by = office.send(office.draft()), office.cast.emilio
    day = TODAY + timedelta(days=1)
    approvals.return_it(act, remarks="Falta.", seen=seen_of(act), by=by.on(day), on=day)
    assert told(act) == ("corrección", day, 4)


def test_the_tray_shows_it(office: Office) -> None:
    office.sign(office.draft())
    page = office.cast.ana.client().get(reverse("acts:acts")).content.decode()
    assert "número" in page
    assert "desde el 30-11-2007" in page


def test_who_leaves_passes_on_the_drafts_and_no_more(office: Office) -> None:
    draft, _ = office.draft(), office.send(office.draft())
    ana = office.cast.ana.access
    found = list(_find(Leaving(ana.actor_id or 0, "Ana", None, TODAY)))
    assert [(task.key, task.label) for task in found] == [(draft.pk, f"Acto: {draft.subject}")]
    assert not list(_find(Leaving(office.olga.access.actor_id or 0, "Olga", None, TODAY)))
