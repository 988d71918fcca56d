"""The counter: found by the whole RUN, attended with a few keys, never twice."""

import pytest
from django.urls import reverse

from minga.people.citizens import actions
from minga.people.citizens.actions.attentions import InTheFuture, SeemsTwice
from minga.people.citizens.models import Attention, Citizen, PersonRead
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.people.citizens import factories

COUNTER = "/atencion/"


def registering(cast: Cast, citizen: Citizen | None, **more: object) -> dict[str, object]:
    """What the form sends when one types the subject and presses Enter."""
    factories.subject(cast)
    form = {
        "subject": "1",
        "note": "",
        "referred_to": "",
        "channel": "office",
        "territory": "",
        "day": TODAY.isoformat(),
        "person": citizen.public_id if citizen else "",
        "form_key": "a" * 32,
        "confirmed": "",
    }
    return form | more


def test_a_run_typed_in_any_form_opens_the_person(cast: Cast) -> None:
    rosa = factories.rosa(cast)

    for typed in (rosa.run, rosa.run.replace(".", ""), rosa.run.replace(".", "").replace("-", "")):
        if typed.isdecimal():
            continue
        page = cast.celia.client().get(COUNTER, {"run": typed})
        assert "Rosa Mamani Choque" in page.content.decode(), typed


def test_a_wrong_digit_is_told_with_the_right_one(cast: Cast) -> None:
    page = cast.celia.client().get(COUNTER, {"run": "33.333.301-0"})

    assert page.status_code == 422
    assert "no 0" in page.content.decode()


def test_nobody_is_found_by_a_part_of_a_run_or_by_a_name(cast: Cast) -> None:
    rosa = factories.rosa(cast)

    for typed in ("33.333", "Mamani", rosa.run[:-2], "%", "*"):
        page = cast.celia.client().get(COUNTER, {"run": typed})
        assert "Rosa" not in page.content.decode(), typed


def test_who_has_no_record_is_offered_to_be_added(cast: Cast) -> None:
    page = cast.celia.client().get(COUNTER, {"run": factories.run(9)}).content.decode()

    assert "No hay una ficha con ese documento" in page
    assert f"{reverse('citizens:add')}?run={factories.run(9)}" in page


def test_the_other_service_reaches_the_same_person_by_run_alone(cast: Cast) -> None:
    """One identity by RUN; what was attended elsewhere is not shown."""
    rosa = factories.rosa(cast)
    factories.attention(cast, rosa)

    page = cast.hugo.client().get(COUNTER, {"run": rosa.run}).content.decode()
    panel = cast.hugo.client().get(reverse("citizens:panel_attentions", args=[rosa.public_id]))

    assert "Rosa Mamani Choque" in page
    assert "todavía no registra atenciones" in panel.content.decode()


def test_the_screen_begins_at_the_subject_and_has_its_defaults(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    factories.subject(cast)

    page = cast.celia.client().get(COUNTER, {"run": rosa.run})
    form = page.context["form"]

    assert form.fields["subject"].widget.attrs["autofocus"] is True
    assert (form["channel"].value(), form["day"].value()) == ("office", TODAY)
    assert form["territory"].value() == cast.region.public_id


def test_subject_and_enter_register_it(cast: Cast) -> None:
    rosa = factories.rosa(cast)

    sent = cast.celia.client().post(reverse("citizens:register"), registering(cast, rosa))

    assert (sent.status_code, sent.headers["Location"]) == (302, COUNTER)
    made = Attention.objects.get()
    assert (made.person, made.folio, made.state) == (rosa.person, "1 de 2007", "answered")
    assert (made.officer_id, made.office, made.on) == (cast.celia.pk, cast.serviu, TODAY)


@pytest.mark.parametrize("typed", ["1", "1. Postulación a subsidio", "post", "subsidio", "POSTUL"])
def test_a_subject_is_known_by_its_number_or_its_beginnings(cast: Cast, typed: str) -> None:
    data = registering(cast, None, subject=typed)

    assert cast.celia.client().post(reverse("citizens:register"), data).status_code == 302


@pytest.mark.parametrize(("typed", "said"), [("zzz", "Ninguna materia"), ("p", "Puede ser")])
def test_an_unknown_or_doubtful_subject_asks(cast: Cast, typed: str, said: str) -> None:
    factories.subject(cast, "Pago de subsidio")
    data = registering(cast, None, subject=typed, note="Trajo su libreta.")

    page = cast.celia.client().post(reverse("citizens:register"), data)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert "Trajo su libreta." in page.content.decode()
    assert Attention.objects.count() == 0


def test_a_double_click_registers_once(cast: Cast) -> None:
    rosa, client = factories.rosa(cast), cast.celia.client()
    data = registering(cast, rosa)

    for _ in range(2):
        assert client.post(reverse("citizens:register"), data).status_code == 302

    assert Attention.objects.count() == 1


def test_the_same_person_and_subject_within_minutes_asks(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    factories.attention(cast, rosa)
    client, data = cast.celia.client(), registering(cast, rosa)

    page = client.post(reverse("citizens:register"), data)
    assert page.status_code == 409
    assert "Registrar de todos modos" in page.content.decode()
    assert Attention.objects.count() == 1

    client.post(reverse("citizens:register"), data | {"confirmed": "on"})
    assert Attention.objects.count() == 2


def test_another_subject_or_nobodys_does_not_ask(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    factories.attention(cast, rosa)
    other, by = factories.subject(cast, "Certificado"), cast.celia.access

    actions.register_attention(cast.serviu, actions.Asked(other, rosa), by=by)
    for _ in range(2):
        actions.register_attention(cast.serviu, actions.Asked(factories.subject(cast)), by=by)

    assert Attention.objects.count() == 4


def test_one_voided_does_not_count_as_the_first(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    actions.void_attention(factories.attention(cast, rosa), reason="Error.", by=cast.celia.access)

    asked = actions.Asked(factories.subject(cast), rosa)
    assert actions.register_attention(cast.serviu, asked, by=cast.celia.access)
    with nothing_recorded(), pytest.raises(SeemsTwice, match="2 de 2007"):
        actions.register_attention(cast.serviu, asked, by=cast.celia.access)


def test_numbers_have_no_gaps_and_begin_with_each_year_and_service(cast: Cast) -> None:
    first = factories.attention(cast)
    with pytest.raises(InTheFuture):
        factories.attention(cast, on=TODAY.replace(year=2008))
    second = factories.attention(cast)
    before = factories.attention(cast, on=TODAY.replace(year=2006))

    assert [one.folio for one in (first, second, before)] == [
        "1 de 2007",
        "2 de 2007",
        "1 de 2006",
    ]


def test_only_the_counter_of_the_service_registers(cast: Cast) -> None:
    data = registering(cast, None)

    for who in ("ana", "diana", "aldo", "nora", "pia"):
        client = getattr(cast, who).client()
        assert client.post(reverse("citizens:register"), data).status_code == 403
        assert client.get(COUNTER).status_code == 403
    assert Attention.objects.count() == 0


def test_every_look_at_a_person_is_written(cast: Cast) -> None:
    rosa = factories.rosa(cast)

    cast.celia.client().get(COUNTER, {"run": rosa.run})

    read = PersonRead.objects.get()
    assert (read.person, read.reader_id, read.what) == (rosa.person, cast.celia.pk, "identity")
    assert (read.role, read.institution) == ("atención de público", cast.serviu)
    assert (read.page, read.purpose, read.on) == (COUNTER, "Atención de público", TODAY)
