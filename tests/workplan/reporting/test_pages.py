"""The pages of reports: what they say, who may open them, what is refused, what is never lost."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.core.approvals.rounds import seen_of
from minga.core.ids import new_public_id
from minga.core.months import Month
from minga.territory.frames import frame_on
from minga.workplan.reporting import actions
from minga.workplan.reporting.models import PlanReport, ReportRow
from minga.workplan.reporting.panels import section_of
from tests.conftest import TODAY, Cast, Somebody, nothing_recorded
from tests.workplan import factories as plans
from tests.workplan.pages import Response, all_words, buttons, messages, page, text, typed
from tests.workplan.reporting import factories

LONG = "á" * 4000


def to(name: str, *args: object) -> str:
    return reverse(f"reporting:{name}", args=args)


def get(by: Somebody, name: str, *args: object) -> Response:
    return by.client().get(to(name, *args))


def post(by: Somebody, name: str, *args: object, **data: object) -> Response:
    return by.client().post(to(name, *args), data)


def typed_row(**more: object) -> dict[str, Any]:
    given = {"key": new_public_id(), "revision": 0, "title": "Tema", "achieved": "Se hizo."}
    return given | more


def lede(response: Response) -> str:
    (said,) = all_words(response, '//p[@class="lede"]')
    return said


# The panel of the plan


def test_the_panel_lists_each_form_with_the_way_to_begin_it(cast: Cast) -> None:
    plan = factories.plan(cast)
    factories.approved(cast, of=plan)
    factories.begun(cast, "systems", of=plan)

    name = "Análisis del avance"
    said = all_words(get(cast.ana, "of_plan", plan.public_id), "//main//tbody/tr")

    assert said == [
        f"Formulario 1.2 {name} aprobado el 30-11-2007 PDF de {name} XLSX de {name} DOCX de {name}",
        "Formulario 2.1 Plan de mejora: SOE borrador",
        "Formulario 2.1 Plan de mejora Otro sistema: Plan de mejora",
        "Formulario 3.1 Difusión sin comenzar Comenzar: Difusión",
        "Etapa 4 Evaluación parcial sin comenzar Comenzar: Evaluación parcial",
        "Etapa 4 Evaluación final sin comenzar Comenzar: Evaluación final",
    ]


def test_who_does_not_write_sees_what_is_approved_and_begins_nothing(cast: Cast) -> None:
    plan = factories.plan(cast)
    factories.approved(cast, of=plan)
    factories.begun(cast, "diffusion", of=plan)

    response = get(cast.gaby, "of_plan", plan.public_id)

    assert "1 informe aprobado" in text(response)
    assert "borrador" not in text(response)
    assert buttons(response) == []


def test_before_the_plan_is_approved_the_panel_says_so(cast: Cast) -> None:
    plan = plans.draft(cast).plan

    assert "Se escriben desde que se aprueba." in text(get(cast.ana, "of_plan", plan.public_id))
    response = post(cast.ana, "begin", plan.public_id, "analysis")
    assert response.status_code == 422
    assert "El programa aún no está aprobado" in text(response)


def test_the_panel_of_another_service_is_not_there(cast: Cast) -> None:
    plan = factories.plan(cast)

    assert get(cast.carla, "of_plan", plan.public_id).status_code == 404


def test_what_leads_to_the_reports_of_a_plan_lands_on_them(cast: Cast) -> None:
    plan = factories.plan(cast)
    section = section_of(plan)
    url, _, anchor = section.partition("#")

    (title,) = all_words(cast.ana.client().get(url), f"//section[@id='{anchor}']/h2")
    assert title == "Informes del programa"
    form = page(get(cast.ana, "begin", plan.public_id, "systems"))
    assert form.xpath("//a[text()='Cancelar']/@href") == [section]
    assert page(get(cast.ana, "of_plan", plan.public_id)).xpath("//a[text()='Volver']/@href") == [
        section
    ]


# Beginning


def test_beginning_leads_to_its_draft_and_again_to_the_same(cast: Cast) -> None:
    plan = factories.plan(cast)

    first = post(cast.ana, "begin", plan.public_id, "diffusion")
    report = PlanReport.objects.get()
    assert first.headers["location"] == to("draft", report.public_id)
    again = cast.bruno.client().post(to("begin", plan.public_id, "diffusion"), follow=True)
    assert "Ese informe ya estaba comenzado" in messages(again)[0]
    assert PlanReport.objects.count() == 1


def test_a_plan_of_improvement_asks_for_its_system(cast: Cast) -> None:
    plan = factories.plan(cast)
    factories.begun(cast, "systems", of=plan, system="RUKAN")

    shown = get(cast.ana, "begin", plan.public_id, "systems")
    assert page(shown).xpath("//datalist/option/@value") == ["RUKAN"]
    empty = post(cast.ana, "begin", plan.public_id, "systems", system="")
    assert empty.status_code == 422
    assert "Escriba el nombre del sistema" in text(empty)
    made = post(cast.ana, "begin", plan.public_id, "systems", system="SOE")
    assert made.status_code == 302


def test_there_is_no_other_kind(cast: Cast) -> None:
    plan = factories.plan(cast)

    assert get(cast.ana, "begin", plan.public_id, "otro").status_code == 404
    assert get(cast.ana, "whole", plan.public_id, "otro", "pdf").status_code == 404


# The draft


def test_its_first_line_says_what_is_missing(cast: Cast) -> None:
    version = factories.begun(cast)
    assert lede(get(cast.ana, "draft", version.report.public_id)) == (
        "Formulario 1.2, 0 filas escritas; faltan: objetivo 1; objetivo 2."
    )

    factories.written(version, cast)

    assert lede(get(cast.ana, "draft", version.report.public_id)) == (
        "Formulario 1.2, 2 filas escritas; está completo."
    )


def test_an_empty_form_sent_says_what_it_lacks(cast: Cast) -> None:
    version = factories.begun(cast)

    with nothing_recorded():
        response = post(cast.ana, "submit", version.report.public_id)

    assert response.status_code == 422
    assert "Al informe le falta: objetivo 1; objetivo 2." in text(response)


def test_sent_twice_the_second_says_so(cast: Cast) -> None:
    version = factories.written(factories.begun(cast), cast)
    assert post(cast.ana, "submit", version.report.public_id).status_code == 302

    with nothing_recorded():
        response = post(cast.ana, "submit", version.report.public_id)

    assert response.status_code == 422
    assert "Ya fue enviado a aprobación" in text(response) or "Está enviada" in text(response)


def test_the_draft_is_of_its_own_service(cast: Cast) -> None:
    version = factories.begun(cast)

    for who in (cast.carla, cast.sofia, cast.gaby, cast.marta, cast.nora):
        for name in ("report", "draft"):
            assert get(who, name, version.report.public_id).status_code == 404
        status = get(who, "new_row", version.report.public_id, "1").status_code
        assert status == (404 if who in (cast.carla, cast.sofia) else 403)


def test_the_head_reads_and_decides_and_does_not_write(cast: Cast) -> None:
    version = factories.sent(cast)

    shown = get(cast.diana, "draft", version.report.public_id)
    assert buttons(shown) == ["Aprobar informe", "Devolver informe"]
    seen = {"seen": seen_of(version)}
    done = cast.diana.client().post(to("approve", version.report.public_id), seen, follow=True)
    assert messages(done) == ["Informe aprobado: rige la versión 1."]
    assert "2 filas y 0 compromisos para el programa siguiente" in lede(done)


def test_returning_it_asks_for_the_reason(cast: Cast) -> None:
    version = factories.sent(cast)
    seen = seen_of(version)

    empty = post(cast.diana, "return", version.report.public_id, seen=seen, remarks=" ")
    assert empty.status_code == 422
    post(cast.diana, "return", version.report.public_id, seen=seen, remarks="Falta el plazo.")
    shown = text(get(cast.ana, "draft", version.report.public_id))
    assert "Fue devuelto para corregir Falta el plazo." in shown


def test_approved_meanwhile_its_draft_leads_to_what_rules(cast: Cast) -> None:
    report = factories.approved(cast)

    response = cast.ana.client().get(to("draft", report.public_id), follow=True)

    assert "Está aprobada y no se modifica" in messages(response)[0]


def test_discarding_it(cast: Cast) -> None:
    version = factories.begun(cast)

    response = post(cast.ana, "discard", version.report.public_id)

    assert response.headers["location"] == section_of(version.report.plan)
    assert not PlanReport.objects.exists()


# Its rows


@pytest.mark.parametrize(
    ("kind", "section", "fields"),
    [
        ("analysis", "1", {"title", "achieved", "recommendations", "commitment"}),
        ("systems", "all", {"title", "achieved", "recommendations", "commitment"}),
        ("diffusion", "staff", {"title", "achieved", "commitment"}),
        ("final", "1.3", {"title", "achieved", "recommendations", "commitment"}),
    ],
)
def test_one_form_asks_what_each_kind_asks(
    cast: Cast, kind: str, section: str, fields: set[str]
) -> None:
    version = factories.begun(cast, kind)
    asked = fields | {"responsible", "responsible_words", "due", "key", "revision"}

    shown = get(cast.ana, "new_row", version.report.public_id, section)
    assert set(shown.context["form"].fields) == asked
    data = typed_row(due="2008-03", responsible=cast.seremi.pk)
    post(cast.ana, "new_row", version.report.public_id, section, **data)

    row = ReportRow.objects.get()
    assert (row.section, row.due, row.responsible) == (section, Month(2008, 3), cast.seremi)


def test_a_form_sent_twice_adds_one_row_and_says_so(cast: Cast) -> None:
    version = factories.begun(cast)
    client, data = cast.ana.client(), typed_row()
    url = to("new_row", version.report.public_id, "1")
    assert client.post(url, data).status_code == 302

    with nothing_recorded():
        again = client.post(url, data, follow=True)

    assert "Esa fila ya estaba guardada" in messages(again)[-1]
    assert ReportRow.objects.count() == 1


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"achieved": ""}, "Complete «Modificaciones logradas»."),
        ({"achieved": LONG + "a"}, "Use hasta 4.000 letras."),
        ({"title": "a" * 201}, "Use hasta 200 letras."),
        ({"due": "13-2007"}, "no es un mes del calendario"),
        ({"due": "mañana"}, "Se esperaba un mes"),
        ({"due": "2007-10"}, "Octubre de 2007 ya terminó"),
        ({"responsible": "99999"}, "Elija una de la lista."),
    ],
)
def test_what_is_bad_is_told_beside_its_field_and_nothing_is_lost(
    cast: Cast, bad: dict[str, Any], says: str
) -> None:
    version = factories.begun(cast)

    with nothing_recorded():
        data = typed_row(commitment="Lo que escribí.", **bad)
        response = post(cast.ana, "new_row", version.report.public_id, "1", **data)

    assert response.status_code == 422
    assert says in text(response)
    assert typed(response, "commitment") == "Lo que escribí."


def test_four_thousand_letters_in_many_lines_are_taken(cast: Cast) -> None:
    version = factories.begun(cast)
    lines = ("á" * 99 + "\r\n") * 39 + "á" * 100

    response = post(cast.ana, "new_row", version.report.public_id, "1", **typed_row(achieved=lines))

    assert response.status_code == 302
    said = ReportRow.objects.get().achieved
    assert (len(said), "\r" in said) == (4000, False)
    assert get(cast.ana, "draft", version.report.public_id).status_code == 200


def test_of_two_who_edit_a_row_the_second_sees_both_texts(cast: Cast) -> None:
    version = factories.written(factories.begun(cast), cast)
    row = factories.rows(version)[0]
    args = (version.report.public_id, row.key)
    post(cast.bruno, "edit_row", *args, **typed_row(achieved="Lo de Bruno."))

    with nothing_recorded():
        response = post(cast.ana, "edit_row", *args, **typed_row(achieved="Lo de Ana."))

    assert response.status_code == 409
    assert "Ahora dice, según B. Díaz Lo de Bruno." in text(response)
    assert typed(response, "achieved") == "Lo de Ana."
    again = typed_row(achieved="De los dos.", revision=typed(response, "revision"))
    assert post(cast.ana, "edit_row", *args, **again).status_code == 302


def test_a_row_changed_after_the_approval_is_told_with_its_text(cast: Cast) -> None:
    report = factories.approved(cast)
    row = factories.rows(factories.in_force(report))[0]

    with nothing_recorded():
        args = (report.public_id, row.key)
        response = post(cast.ana, "edit_row", *args, **typed_row(achieved="Tarde."))

    assert response.status_code == 409
    assert "Está aprobada y no se modifica" in text(response)
    assert typed(response, "achieved") == "Tarde."


def test_a_row_of_what_was_sent_is_not_edited(cast: Cast) -> None:
    version = factories.sent(cast)
    row = factories.rows(version)[0]

    with nothing_recorded():
        args = (version.report.public_id, row.key)
        response = post(cast.ana, "edit_row", *args, **typed_row(achieved="Tarde."))

    assert response.status_code == 422
    assert "pida que la devuelvan" in text(response)
    assert typed(response, "achieved") == "Tarde."


def test_taking_out_a_row(cast: Cast) -> None:
    version = factories.written(factories.begun(cast), cast)
    row = factories.rows(version)[0]

    post(cast.ana, "remove_row", version.report.public_id, row.key)

    assert not ReportRow.objects.filter(pk=row.pk).exists()
    gone = post(cast.ana, "remove_row", version.report.public_id, row.key)
    assert gone.status_code == 404


def test_a_row_that_another_took_out_is_told_with_what_was_typed(cast: Cast) -> None:
    version = factories.written(factories.begun(cast, "partial"), cast)
    row = factories.rows(version)[0]
    actions.remove_row(row, by=cast.bruno.access)
    args = (version.report.public_id, row.key)

    with nothing_recorded():
        response = post(cast.ana, "edit_row", *args, **typed_row(achieved="Lo mío."))

    assert response.status_code == 409
    assert "Otra persona quitó esta fila" in text(response)
    assert typed(response, "achieved") == "Lo mío."
    assert get(cast.ana, "edit_row", *args).status_code == 404


def test_a_section_that_the_report_has_not_is_not_there(cast: Cast) -> None:
    version = factories.begun(cast)

    assert get(cast.ana, "new_row", version.report.public_id, "7").status_code == 404


# What is approved


def test_what_rules_is_read_by_those_who_read_the_plan(cast: Cast) -> None:
    report = factories.approved(cast, said={"commitment": "Publicar."})

    for who in (cast.ana, cast.diana, cast.sofia, cast.gaby, cast.marta, cast.aldo, cast.nora):
        response = get(who, "report", report.public_id)
        assert "2 filas y 2 compromisos" in lede(response)
    assert get(cast.carla, "report", report.public_id).status_code == 404
    assert get(cast.pia, "report", report.public_id).status_code == 404


def test_a_version_in_preparation_is_told_to_its_service_only(cast: Cast) -> None:
    report = factories.approved(cast)
    post(cast.ana, "start_version", report.public_id)

    assert "La versión 2 está en borrador" in text(get(cast.diana, "report", report.public_id))
    assert "versión 2" not in text(get(cast.gaby, "report", report.public_id))
    assert get(cast.gaby, "draft", report.public_id).status_code == 404
    assert get(cast.gaby, "version", report.public_id, 2).status_code == 404


def test_a_superseded_version_is_read_as_it_was(cast: Cast) -> None:
    report = factories.approved(cast, said={"commitment": "Publicar."})
    second = factories.reopened(cast, report)
    row = factories.rows(second)[0]
    said = factories.values(achieved="Ahora todo.")
    actions.change_row(row, said, revision=0, by=cast.ana.access)
    actions.submit_report(second, by=cast.ana.access)
    actions.approve_report(second, by=cast.diana.access)

    assert "Ahora todo." in text(get(cast.gaby, "report", report.public_id))
    old = get(cast.gaby, "version", report.public_id, 1)
    assert "reemplazada el 30-11-2007" in lede(old)
    assert "Ahora todo." not in text(old)


def told(response: Response) -> list[tuple[str, str, list[str]]] | None:
    found = response.context["changes"]
    if found is None:
        return None
    return [
        (item.title, item.how, [f"{one.label}: {one.old} → {one.new}" for one in item.changes])
        for item in found
    ]


def test_who_approves_a_new_version_sees_what_it_changes(cast: Cast) -> None:
    report = factories.approved(cast, said={"commitment": "Publicar.", "responsible": cast.serviu})
    second, by = factories.reopened(cast, report), cast.ana.access
    shown = get(cast.diana, "draft", report.public_id)
    assert told(shown) == []
    assert "dice lo mismo que la versión vigente" in text(shown)

    first, gone = factories.rows(second)
    said = factories.values(
        achieved="Ahora todo.", commitment="Publicar.", responsible=cast.seremi, due=Month(2008, 3)
    )
    actions.change_row(first, said, revision=0, by=by)
    actions.remove_row(gone, by=by)
    actions.add_row(second, "2", factories.values(title="Nuevo"), by=by)
    actions.submit_report(second, by=by)

    expected = [
        ("Objetivo 1, fila 1: Tema", "cambia", [
            "Modificaciones logradas: Se hizo la mitad. → Ahora todo.",
            f"Responsable: {cast.serviu} → {cast.seremi}",
            "Plazo:  → marzo de 2008",
        ]),
        ("Objetivo 2, fila 1: Nuevo", "se agrega", []),
        ("Objetivo 2, fila 1: Tema", "sale", []),
    ]  # fmt: skip
    shown = get(cast.diana, "draft", report.public_id)
    assert told(shown) == expected
    assert "Qué cambia de la versión vigente" in text(shown)
    assert "Ahora todo." in text(shown)

    actions.approve_report(second, by=cast.diana.access)
    later = [told(get(cast.gaby, "version", report.public_id, number)) for number in (1, 2)]
    assert later == [None, expected]
    assert told(get(cast.gaby, "report", report.public_id)) is None


def test_a_first_version_changes_nothing(cast: Cast) -> None:
    version = factories.sent(cast)

    shown = get(cast.diana, "draft", version.report.public_id)

    assert told(shown) is None
    assert "Qué cambia" not in text(shown)


def test_its_history_is_read_where_it_says(cast: Cast) -> None:
    report = factories.approved(cast)
    url = reverse("core:history", args=["informe-del-programa", report.public_id])

    assert "aprobó la versión 1 de «análisis del avance»" in text(cast.gaby.client().get(url))
    assert cast.carla.client().get(url).status_code == 404


@pytest.mark.parametrize("name", ["report", "draft"])
def test_no_page_asks_more_because_there_is_more_to_show(cast: Cast, name: str) -> None:
    report = factories.approved(cast, "diffusion")
    draft = factories.reopened(cast, report)
    asked = [_asked(cast, to(name, report.public_id))]
    for number in range(20):
        given = factories.values(title=f"Otro {number}", commitment="Algo.")
        actions.add_row(draft, "users", given, by=cast.ana.access)
    if name == "report":
        actions.submit_report(draft, by=cast.ana.access)
        actions.approve_report(draft, by=cast.diana.access)

    asked.append(_asked(cast, to(name, report.public_id)))

    assert asked[1] <= asked[0]


def _asked(cast: Cast, url: str) -> int:
    client = cast.ana.client()
    frame_on(TODAY)
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_form_of_all_systems_is_offered_once_one_is_approved(cast: Cast) -> None:
    plan = factories.plan(cast)
    factories.approved(cast, "systems", of=plan)

    response = get(cast.gaby, "of_plan", plan.public_id)

    assert "PDF de todos los sistemas" in text(response)
    assert to("whole", plan.public_id, "systems", "pdf") in page(response).xpath("//a/@href")


def test_the_rows_behind_a_sentence_are_links_for_its_own_service_only(cast: Cast) -> None:
    version = factories.written(factories.begun(cast, "partial"), cast)
    said = factories.values(achieved="Cumple 5 de 10.")
    quote = actions.Quote("Cumple 5 de 10.", (("1.1 Planes", "/lejos/"),))
    actions.add_row(version, "1.1", said, quotes=[quote], by=cast.ana.access)
    actions.submit_report(version, by=cast.ana.access)
    actions.approve_report(version, by=cast.diana.access)

    for who, links in ((cast.ana, True), (cast.marta, False)):
        answer = get(who, "report", version.report.public_id)
        assert "1.1 Planes" in text(answer)
        assert ("/lejos/" in answer.content.decode()) == links


def test_the_panel_of_a_plan_never_approved_is_of_its_own_service(cast: Cast) -> None:
    plan = plans.draft(cast).plan

    assert get(cast.ana, "of_plan", plan.public_id).status_code == 200
    assert get(cast.marta, "of_plan", plan.public_id).status_code == 404
