"""What is referred has a term, awaits a unit, is answered by it, and is measured."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from minga.core.errors import DomainError, NotAllowed
from minga.core.verification import verify
from minga.people.actions import add_organisation
from minga.people.citizens import actions, awaiting
from minga.people.citizens.actions.attentions import AttentionClosed
from minga.people.citizens.indicators import in_time
from minga.people.citizens.models import Attention, AttentionStep, Channel, PersonRead
from minga.people.models import Organisation
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.core.database import commit, sql
from tests.people.citizens import factories
from tests.people.test_table import approved, proposed

# Ten working days from Thursday 30-11-2007, with 25-12 not among them: 08-12 falls on Saturday.
DUE = date(2007, 12, 14)


def test_what_is_referred_has_its_term_in_working_days(cast: Cast) -> None:
    referred = factories.referred(cast)

    assert (referred.state, referred.due_on) == ("referred", DUE)
    step = AttentionStep.objects.get()
    assert (step.kind, step.unit, step.due_on) == ("referred", cast.unit, DUE)


def test_the_term_is_the_services_from_the_day_it_sets(cast: Cast) -> None:
    actions.set_term(
        cast.serviu,
        "answer",
        value=3,
        valid_from=TODAY,
        source="Res. Ex. 7",
        is_verified=True,
        reason="Carta de trato.",
        by=cast.nora.access,
    )

    assert factories.referred(cast).due_on == date(2007, 12, 5)


@pytest.mark.parametrize("who", ["emilio", "bruno"])
def test_it_awaits_those_of_the_unit(cast: Cast, who: str) -> None:
    referred = factories.referred(cast)

    (item,) = awaiting.find(getattr(cast, who).access, TODAY)
    assert (item.url, item.due) == (
        reverse("citizens:attention", args=[referred.public_id]),
        DUE,
    )
    assert "Responder atención" in getattr(cast, who).client().get("/").content.decode()


@pytest.mark.parametrize("who", ["ana", "diana", "carla", "hugo", "aldo", "pia"])
def test_and_nobody_elses(cast: Cast, who: str) -> None:
    factories.referred(cast)

    assert list(awaiting.find(getattr(cast, who).access, TODAY)) == []


def test_the_unit_answers_and_it_awaits_no_more(cast: Cast) -> None:
    referred = factories.referred(cast)
    address = reverse("citizens:answer", args=[referred.public_id])

    sent = cast.bruno.client().post(address, {"note": "Su postulación sigue vigente."})

    referred.refresh_from_db()
    assert sent.status_code == 302
    assert (referred.state, referred.answered_on) == ("answered", TODAY)
    assert list(awaiting.find(cast.bruno.access, TODAY)) == []


def test_it_is_answered_once(cast: Cast) -> None:
    referred = factories.referred(cast)
    actions.answer_attention(referred, note="Vigente.", by=cast.bruno.access)

    with nothing_recorded(), pytest.raises(AttentionClosed):
        actions.answer_attention(referred, note="Otra.", by=cast.emilio.access)
    page = cast.emilio.client().post(
        reverse("citizens:answer", args=[referred.public_id]), {"note": "Otra."}
    )
    assert page.status_code == 409


@pytest.mark.parametrize("who", ["ana", "sofia", "hugo"])
def test_others_do_not_answer_it(cast: Cast, who: str) -> None:
    referred = factories.referred(cast)

    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.answer_attention(referred, note="Sí.", by=getattr(cast, who).access)


def test_referred_again_the_persons_term_goes_on(cast: Cast) -> None:
    referred = factories.referred(cast)

    actions.refer_attention(referred, cast.serviu, note="Es de ustedes.", by=cast.emilio.access)

    referred.refresh_from_db()
    assert (referred.referred_to, referred.due_on) == (cast.serviu, DUE)
    assert [item.due for item in awaiting.find(cast.ana.access, TODAY)] == [DUE]
    with pytest.raises(DomainError, match="propio servicio"):
        actions.refer_attention(referred, cast.seremi, by=cast.celia.access)


def outsourced(kind: str, on: date = date(2000, 1, 1)) -> Organisation:
    return add_organisation(
        key=f"fuera-{kind}", name="Fuera", short_name="Fuera", kind=kind, valid_from=on, by=SCRIBE
    )


@pytest.mark.parametrize("kind", ["municipality", "sponsor"])
def test_who_attends_in_its_name_takes_a_referral_that_the_counter_answers(
    cast: Cast, kind: str
) -> None:
    outside = outsourced(kind)
    referred = factories.attention(cast, channel="outsourced", referred_to=outside)

    assert referred.due_on == DUE
    waits = [item.url for item in awaiting.find(cast.celia.access, TODAY)]
    assert waits == [reverse("citizens:attention", args=[referred.public_id])]
    for who in ("bruno", "ana", "hugo"):
        assert list(awaiting.find(getattr(cast, who).access, TODAY)) == []
    actions.answer_attention(referred, note="La municipalidad la recibió.", by=cast.celia.access)
    assert list(awaiting.find(cast.celia.access, TODAY)) == []


def test_the_counter_offers_those_outside_and_no_other_service(cast: Cast) -> None:
    outside, ended = outsourced("municipality"), outsourced("sponsor", date(2008, 1, 1))
    factories.subject(cast)
    page = cast.celia.client().get(reverse("citizens:counter"), {"anonima": "si"})

    offered = set(page.context["form"].fields["referred_to"].queryset)
    assert offered == {cast.serviu, cast.unit, outside}
    channels = [key for key, _ in page.context["form"].fields["channel"].choices]
    assert channels == ["office", "telephone", "internet", "field", "outsourced"]
    with pytest.raises(DomainError, match="municipalidad"):
        factories.attention(cast, referred_to=ended)


def test_each_channel_is_registered_from_the_counter(cast: Cast) -> None:
    subject = factories.subject(cast)
    client, address = cast.celia.client(), reverse("citizens:counter")
    for channel in Channel.values:
        form = client.get(address, {"anonima": "si"}).context["form"]
        sent = {name: form[name].value() or "" for name in form.fields}
        sent |= {"subject": str(subject.number), "channel": channel, "day": "2007-11-30"}
        assert client.post(reverse("citizens:register"), sent).status_code == 302

    found = Attention.objects.order_by("pk").values_list("channel", flat=True)
    assert list(found) == list(Channel.values)


def test_an_answer_says_something_and_a_voiding_why(cast: Cast) -> None:
    referred = factories.referred(cast)

    with nothing_recorded():
        with pytest.raises(DomainError, match="qué se respondió"):
            actions.answer_attention(referred, note="  ", by=cast.bruno.access)
        with pytest.raises(DomainError, match="motivo"):
            actions.void_attention(referred, reason="", by=cast.celia.access)
        with pytest.raises(NotAllowed):
            actions.void_attention(referred, reason="Error.", by=cast.bruno.access)


def test_what_was_written_is_for_who_answers_and_the_reading_is_recorded(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    referred = factories.referred(cast, rosa, note="Pregunta por su subsidio.")
    address = reverse("citizens:attention", args=[referred.public_id])

    for who, sees in (("bruno", True), ("celia", True), ("ana", False), ("aldo", False)):
        before = PersonRead.objects.count()
        page = getattr(cast, who).client().get(address).content.decode()
        assert ("Pregunta por su subsidio." in page) is sees, who
        assert ("Mamani" in page) is sees, who
        assert PersonRead.objects.count() - before == int(sees), who
    assert cast.hugo.client().get(address).status_code == 404


def test_the_database_keeps_an_attention_as_it_was(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    answered = factories.attention(cast, rosa, note="Algo.")
    referred = factories.referred(cast)

    for change, key in (
        ("UPDATE citizens_attention SET channel = 'field' WHERE id = %s", answered.pk),
        ("UPDATE citizens_attention SET note = 'Otra' WHERE id = %s", answered.pk),
        (f"UPDATE citizens_attention SET person_id = {cast.pia.pk} WHERE id = %s", answered.pk),
        ("UPDATE citizens_attention SET state = 'referred' WHERE id = %s", answered.pk),
        ("UPDATE citizens_attention SET due_on = NULL WHERE id = %s", referred.pk),
        ("UPDATE citizens_attentionbook SET last = last + 2 WHERE id > 0 OR id = %s", 0),
        ("DELETE FROM citizens_attention WHERE id = %s", answered.pk),
        ("DELETE FROM citizens_attentionstep WHERE attention_id = %s", referred.pk),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(change, key)


def test_the_list_filters_and_names_nobody(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    factories.attention(cast, rosa, channel="telephone")
    late = factories.referred(cast, on=date(2007, 11, 2))
    factories.referred(cast)
    client, address = cast.emilio.client(), reverse("citizens:attentions")

    def numbers(**asked: str) -> list[str]:
        page = client.get(address, asked or {"orden": "fecha"})
        return sorted(row.folio for row in page.context["list"].found.rows)

    assert numbers() == ["1 de 2007", "2 de 2007", "3 de 2007"]
    assert numbers(canal_es="telefono") == ["1 de 2007"]
    assert numbers(vencida="si") == [late.folio]
    assert numbers(vencida="no") == ["1 de 2007", "3 de 2007"]
    assert numbers(mi_unidad="si") == ["2 de 2007", "3 de 2007"]
    assert "Mamani" not in client.get(address).content.decode()
    assert "1 de 2007" not in cast.carla.client().get(address).content.decode()


def measured(
    cast: Cast, on: date = TODAY, who: str = "diana", known_at: object = None
) -> list[int]:
    rows = in_time(
        on=on,
        known_at=known_at or timezone.now(),
        frame=on,
        place="",
        by="",
        access=getattr(cast, who).access,
    )
    return [row.numerator for row in rows]


def test_the_indicator_counts_what_was_answered_in_time(cast: Cast) -> None:
    before = timezone.now()
    factories.attention(cast)
    in_term, late = (factories.referred(cast, on=date(2007, 11, 2)) for _ in range(2))
    factories.referred(cast, on=date(2007, 11, 2))
    factories.referred(cast)
    voided = factories.referred(cast, on=date(2007, 11, 2))
    early = date(2007, 11, 5)
    actions.answer_attention(in_term, note="Sí.", by=cast.bruno.on(early), on=early)
    actions.answer_attention(late, note="Sí.", by=cast.bruno.access)
    actions.void_attention(voided, reason="Error.", by=cast.celia.access)

    last_day = factories.referred(cast, on=date(2007, 11, 2))
    due_on = last_day.due_on
    assert due_on
    actions.answer_attention(last_day, note="Sí.", by=cast.bruno.on(due_on), on=due_on)

    assert measured(cast) == [1, 0, 0, 1]
    assert measured(cast, on=date(2007, 11, 6)) == [1]
    assert measured(cast, who="carla") == []
    assert measured(cast, who="pia") == []
    assert measured(cast, known_at=before) == []


def test_all_of_it_verifies(cast: Cast) -> None:
    referred = factories.referred(cast, factories.rosa(cast))
    actions.answer_attention(referred, note="Sí.", by=cast.bruno.access)
    actions.void_attention(factories.attention(cast), reason="Error.", by=cast.celia.access)

    assert Attention.objects.count() == 2
    commit()
    assert verify() == []


def test_the_office_is_where_the_table_of_the_day_lets_one_attend(cast: Cast) -> None:
    """Also when the function came to it by an approved change."""
    approved(cast, proposed(cast, "citizens.attend", roles=["unit_officer"], valid_from=TODAY))

    made = factories.attention(cast, None, by=cast.bruno)

    assert made.office == cast.unit
