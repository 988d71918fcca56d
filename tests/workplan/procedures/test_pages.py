"""The pages of procedures: what each says first, who opens it, what it does with bad input."""

from typing import Any

import pytest
from django.urls import reverse

from minga.core.approvals.rounds import seen_of
from minga.core.models import Chain
from minga.workplan.procedures import actions
from minga.workplan.procedures.exports import printed
from minga.workplan.procedures.models import NonConformity, ProcedureUse
from minga.workplan.procedures.models.use import UseState
from tests.conftest import TODAY, Cast
from tests.workplan import factories as plans
from tests.workplan.pages import messages, text, typed
from tests.workplan.procedures import factories


def to(name: str, *args: object) -> str:
    return reverse(f"procedures:{name}", args=args)


def test_the_list_tells_how_many_and_how_many_are_late(cast: Cast) -> None:
    procedure = factories.approved(cast)
    actions.set_period(
        procedure, months=2, reason="Pronto", by=cast.emilio.on(factories.AGAIN), on=factories.AGAIN
    )
    factories.draft(cast, code="P-02")

    page = text(cast.ana.client().get(to("procedures")))

    assert "2 procedimientos; 1 con revisión atrasada" in page
    late = text(cast.ana.client().get(f"{to('procedures')}?atrasada=si"))
    assert "P-01" in late
    assert "P-02" not in late


def test_what_was_never_approved_is_of_who_prepares_it(cast: Cast) -> None:
    procedure = factories.draft(cast).procedure

    for somebody, status in ((cast.ana, 302), (cast.marta, 404), (cast.aldo, 404)):
        found = somebody.client().get(to("procedure", procedure.public_id))
        assert found.status_code == status


def test_the_page_says_what_rules_and_what_is_late(cast: Cast) -> None:
    procedure = factories.approved(cast)
    factories.used(cast, procedure)
    factories.fault(cast, procedure)

    page = text(cast.ana.client().get(to("procedure", procedure.public_id)))

    assert "Rige la versión 1: 4 actividades y 1 producto." in page
    assert "Hay 1 no conformidad abierta" in page
    assert "Presupuesto 2008" in page


def test_an_obsolete_version_says_not_to_use_it(cast: Cast) -> None:
    procedure = factories.approved(cast)
    factories.changed(cast, procedure)

    old = text(cast.ana.client().get(to("version", procedure.public_id, 1)))
    new = text(cast.ana.client().get(to("version", procedure.public_id, 2)))

    assert "Reemplazada, no usar" in old
    assert "Reemplazada, no usar" not in new
    assert "Actividad 3: Ajustar a la ley se agrega" in new
    page = text(cast.ana.client().get(to("procedure", procedure.public_id)))
    assert "reemplazada, no usar" in page


def test_the_use_says_which_version_it_follows_and_which_one_rules(cast: Cast) -> None:
    procedure = factories.approved(cast)
    use = factories.used(cast, procedure)
    factories.changed(cast, procedure)

    page = text(cast.ana.client().get(to("use", use.public_id)))

    assert "Esta aplicación sigue la versión 1; rige la 2" in page
    assert "Pasar a la versión 2" not in page
    assert "Pasar a la versión 2" in text(cast.emilio.client().get(to("use", use.public_id)))


def test_approving_tells_how_many_are_under_way(cast: Cast) -> None:
    procedure = factories.approved(cast)
    factories.used(cast, procedure)
    version = factories.reviewed(cast, factories.reopened(cast, procedure), factories.AGAIN)
    client = cast.diana.client()
    draft = text(client.get(to("draft", procedure.public_id)))
    assert "1 aplicación en curso: al aprobarse esta versión, sigue con la versión" in draft

    done = client.post(
        to("pass", procedure.public_id), {"seen": seen_of(version), "code": ""}, follow=True
    )

    assert "Una aplicación en curso sigue con la versión en que comenzó." in done.content.decode()
    assert factories.ruling(procedure).number == 2


def test_an_activity_without_who_does_it_is_refused_with_what_was_typed(cast: Cast) -> None:
    version = factories.draft(cast)
    sent = {"revision": 0, "what": "Publicar el plan", "takes": "plan"}

    answer = cast.ana.client().post(
        to("new_part", version.procedure.public_id, "actividades"), sent
    )

    assert answer.status_code == 422
    assert "Elija la unidad que responde o escriba qué función lo hace." in text(answer)
    assert "Publicar el plan" in answer.content.decode()


def test_a_stale_form_is_told_with_both_texts(cast: Cast) -> None:
    version = factories.draft(cast)
    one = version.activities.get(number=1)
    values = factories.activity(cast, what="Antes")
    actions.change_part(one, values, revision=0, by=cast.bruno.access)
    sent = {"revision": 0, "what": "Después", "responsible": cast.unit.pk}
    url = to("edit_part", version.procedure.public_id, "actividades", one.line_key)

    answer = cast.ana.client().post(url, sent)

    assert answer.status_code == 409
    assert "Antes" in text(answer)
    again = cast.ana.client().post(url, sent | {"revision": 1})
    assert again.status_code == 302


def test_the_order_changes_without_a_script(cast: Cast) -> None:
    version = factories.draft(cast)
    one = version.activities.get(number=2)
    url = to("move_part", version.procedure.public_id, "actividades", one.line_key)

    answer = cast.ana.client().post(url, {"hacia": "arriba"})

    assert answer["Location"].endswith(f"/borrador/#{one.line_key}")
    assert version.activities.get(number=1).line_key == one.line_key


def test_an_empty_version_sent_says_what_it_lacks(cast: Cast) -> None:
    version = factories.empty(cast)

    answer = cast.ana.client().post(to("submit", version.procedure.public_id))

    assert answer.status_code == 422
    assert "Falta el objetivo, el alcance, una actividad y un producto." in text(answer)


def test_writing_in_what_was_sent_meanwhile_keeps_what_was_typed(cast: Cast) -> None:
    version = factories.sent(cast, factories.draft(cast))
    sent = {"revision": 0, "what": "Publicar el plan", "responsible": cast.unit.pk}

    answer = cast.ana.client().post(
        to("new_part", version.procedure.public_id, "actividades"), sent
    )

    assert answer.status_code == 422
    assert "Está enviada a aprobación" in text(answer)
    assert "Publicar el plan" in answer.content.decode()


def test_a_review_of_tomorrow_is_refused_beside_its_day(cast: Cast) -> None:
    procedure = factories.approved(cast)
    version = factories.ruling(procedure)
    sent: dict[str, Any] = {
        "held_on": "2007-12-01",
        "participants": "Todos",
        "result": "stays",
        "remarks": "Bien",
        "version": 1,
    }
    for output in version.outputs.all():
        for one in output.requirements.all():
            sent |= {
                f"satisfied_{one.line_key}": "si",
                f"figure_{one.line_key}": "100 %",
            }
    url = to("new_review", procedure.public_id)

    answer = cast.emilio.client().post(url, sent)

    assert answer.status_code == 422
    assert "Hoy es 30-11-2007: escriba un día que ya llegó." in text(answer)
    done = cast.emilio.client().post(url, sent | {"held_on": TODAY.isoformat()}, follow=True)
    assert "Se cumplen sus 2 requisitos." in text(done)


def test_a_review_of_what_no_longer_rules_is_told_with_what_was_typed(cast: Cast) -> None:
    procedure = factories.approved(cast)
    line = factories.ruling(procedure).outputs.get().requirements.get(number=1).line_key
    factories.changed(cast, procedure)
    sent = {"version": 1, "remarks": "Bien", f"figure_{line}": "97 %"}
    url = to("new_review", procedure.public_id)

    answer = cast.emilio.client().post(url, sent)

    assert answer.status_code == 409
    assert "se aprobó la versión 2" in text(answer)
    assert typed(answer, f"figure_{line}") == "97 %"
    assert typed(answer, "version") == "2"


def test_ticking_on_a_page_that_was_left_behind_is_told(cast: Cast) -> None:
    use = factories.used(cast, factories.approved(cast))
    first, second = use.version.activities.order_by("number")[:2]
    client = cast.ana.client()
    sent = {"seen": 0, "done_on": TODAY.isoformat(), "note": "Por correo"}

    assert client.post(to("mark_done", use.public_id, first.line_key), sent).status_code == 302
    answer = client.post(to("mark_done", use.public_id, second.line_key), sent)

    assert answer.status_code == 409
    assert "Por correo" in answer.content.decode()
    sent["seen"] = ProcedureUse.objects.get().revision
    assert client.post(to("mark_done", use.public_id, second.line_key), sent).status_code == 302


def test_a_refused_form_is_not_drawn_as_another(cast: Cast) -> None:
    use = factories.used(cast, factories.approved(cast))
    key = use.version.activities.get(number=1).line_key
    factories.done(cast, use, 1)
    sent = {"seen": 0, "done_on": TODAY.isoformat(), "note": "Por correo"}

    answer = cast.ana.client().post(to("mark_done", use.public_id, key), sent)

    assert answer.status_code == 409
    assert "Lo que usted escribió" in text(answer)
    assert "Por correo" in text(answer)
    assert typed(answer, "seen") == "1"
    forms = {row.activity.line_key: form for row, form in answer.context["rows"]}
    assert "reason" in forms[key].fields


def test_what_was_typed_of_a_use_closed_meanwhile_is_shown(cast: Cast) -> None:
    use = factories.used(cast, factories.approved(cast))
    key = use.version.activities.get(number=1).line_key
    actions.close_use(use, state=UseState.DROPPED, remarks="Se dejó", by=cast.bruno.access)
    sent = {"seen": 0, "done_on": TODAY.isoformat(), "note": "Por correo"}

    answer = cast.ana.client().post(to("mark_done", use.public_id, key), sent)

    assert "Ya está abandonada" in text(answer)
    assert "Por correo" in text(answer)


def test_the_number_told_is_that_of_the_version_followed(cast: Cast) -> None:
    procedure = factories.approved(cast)
    use = factories.used(cast, procedure)
    factories.changed(cast, procedure)
    key = use.version.activities.get(number=3).line_key
    sent = {"seen": 0, "done_on": TODAY.isoformat()}

    answer = cast.ana.client().post(to("mark_done", use.public_id, key), sent, follow=True)

    assert messages(answer) == ["Actividad 3 marcada como hecha."]


def test_a_part_taken_out_meanwhile_keeps_what_was_typed(cast: Cast) -> None:
    version = factories.draft(cast)
    one = version.activities.get(number=1)
    url = to("edit_part", version.procedure.public_id, "actividades", one.line_key)
    actions.remove_part(one, by=cast.bruno.access)
    client = cast.ana.client()

    answer = client.post(url, {"revision": 0, "what": "La mía", "responsible": cast.unit.pk})

    assert answer.status_code == 409
    assert "Otra persona la quitó del borrador" in text(answer)
    assert "La mía" in answer.content.decode()
    assert client.get(url).status_code == 404


def test_who_corrected_is_told_that_another_checks(cast: Cast) -> None:
    fault = factories.corrected(cast, factories.approved(cast))
    url, sent = to("check_effect", fault.public_id), {"effective": "si", "text": "Se revisó"}
    sent |= {"seen": str(fault.revision)}

    page = text(cast.bruno.client().get(to("fault", fault.public_id)))
    answer = cast.bruno.client().post(url, sent)

    assert "Usted corrigió: comprueba otra persona si sirvió." in page
    assert answer.status_code == 422
    assert "comprueba otra persona si sirvieron" in text(answer)
    assert cast.ana.client().post(url, sent).status_code == 302
    assert NonConformity.objects.get().state == "closed"


def test_a_non_conformity_from_its_form_to_its_correction(cast: Cast) -> None:
    procedure = factories.approved(cast)
    client = cast.ana.client()
    sent = {
        "found_on": TODAY.isoformat(),
        "activity": factories.ruling(procedure).activities.get(number=2).pk,
        "description": "Faltó una comuna",
        "severity": "major",
        "source": "audit",
    }
    assert client.post(to("new_fault", procedure.public_id), {}).status_code == 422
    client.post(to("new_fault", procedure.public_id), sent)
    fault = NonConformity.objects.get()
    client.post(to("analyse", fault.public_id), {"seen": 0, "cause": "No estaba en la lista"})
    corrected = {
        "seen": 1,
        "what": "Completar la lista",
        "responsible": cast.unit.pk,
        "due_on": "2007-12-14",
    }

    answer = client.post(to("correct", fault.public_id), corrected, follow=True)

    assert "1 acción correctiva en marcha" in text(answer)
    promise = fault.corrections.get().commitment
    told = text(client.get(reverse("commitments:commitment", args=[promise.public_id])))
    assert "No conformidad" in told


@pytest.mark.parametrize("fmt", ["pdf", "xlsx", "docx"])
def test_it_is_printed(cast: Cast, fmt: str) -> None:
    procedure = factories.approved(cast)
    factories.changed(cast, procedure)

    for number in (1, 2):
        url = to("paper", procedure.public_id, number, fmt)
        answer = cast.marta.client().get(url)
        assert answer.status_code == 200
        assert len(answer.content) > 2000


def test_the_paper_of_an_obsolete_version_says_so(cast: Cast) -> None:
    procedure = factories.approved(cast)
    factories.changed(cast, procedure)
    old = factories.read(procedure.versions.get(number=1))

    said = printed(old, day=TODAY, chain=Chain.objects.get())
    before = printed(old, day=factories.APPROVED, chain=Chain.objects.get())

    assert "REEMPLAZADA, NO USAR" in said.subject
    assert "REEMPLAZADA, NO USAR" not in before.subject


def test_the_panel_of_a_plan_tells_the_late_ones(cast: Cast) -> None:
    plan = plans.approved(cast)
    factories.approved(cast)

    page = text(cast.ana.client().get(to("of_plan", plan.public_id)))

    assert "Ninguno con revisión atrasada." in page
    assert "P-01 Planes de inversión" in page


def test_others_see_nothing_of_it(cast: Cast) -> None:
    procedure = factories.approved(cast)
    use, fault = factories.used(cast, procedure), factories.fault(cast, procedure)

    for name, key in (
        ("procedure", procedure.public_id),
        ("use", use.public_id),
        ("fault", fault.public_id),
    ):
        assert cast.carla.client().get(to(name, key)).status_code == 404


def test_a_procedure_is_applied_to_a_plan_from_its_panel(cast: Cast) -> None:
    plan = plans.approved(cast)
    procedure = factories.approved(cast)
    url = f"{to('new_use', procedure.public_id)}?caso=programa:{plan.public_id}"
    client = cast.ana.client()
    assert (
        f"?caso=programa:{plan.public_id}"
        in client.get(to("of_plan", plan.public_id)).content.decode()
    )

    answer = client.post(url, {"label": "Programa de este año"}, follow=True)

    assert "Sobre Programa de trabajo 2007" in text(answer)
    use = ProcedureUse.objects.get()
    assert (use.case_public_id, use.case_model) == (plan.public_id, "workplan.workplan")
    assert client.get(f"{url}x").status_code == 404
