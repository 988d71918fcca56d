"""The pages of diffusion: what they say, whom they refuse, and what was typed that stays."""

from typing import Any

import pytest
from django.urls import reverse

from minga.core.approvals.rounds import open_of, seen_of
from minga.core.indicators.registry import indicator_of
from minga.core.reports import FORMATS
from minga.workplan.diffusion import actions
from minga.workplan.diffusion.models import DiffusionPlan, Mechanism, Publication
from minga.workplan.models import WorkPlan
from tests.conftest import Cast, nothing_recorded, pdf
from tests.workplan import factories as plans
from tests.workplan.diffusion import factories as made
from tests.workplan.pages import buttons, text, typed


def to(name: str, *args: object) -> str:
    return reverse(f"diffusion:{name}", args=args)


def mechanism_of(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "name": "Cuenta pública",
        "audience": "users",
        "kind": "public_account",
        "responsible": cast.serviu.pk,
        "tells": "Lo logrado",
        "frequency": "dated",
        "planned": "15-05-2007, 07-12-2007",
        "revision": 0,
    } | more


def publication_of(cast: Cast, line: Any, **more: Any) -> dict[str, Any]:
    return {
        "mechanism": line.public_id,
        "title": "Cuenta pública 2007",
        "day": "2007-05-15",
        "territory": cast.region.public_id,
        "told": "Se contó lo hecho.",
        "link": made.LINK,
        "revision": 0,
    } | more


def at(diffusion: DiffusionPlan, name: str, *args: object) -> str:
    return to(name, diffusion.plan.public_id, *args)


def test_from_nothing_to_an_approved_plan(cast: Cast) -> None:
    plan = plans.approved(cast)
    page, ana = to("plan", plan.public_id), cast.ana.client()
    assert "Comenzar plan de difusión" in buttons(ana.get(page))

    assert ana.post(to("start", plan.public_id)).status_code == 302
    for audience, name in (("users", "Cuenta pública"), ("staff", "Página compartida")):
        sent = mechanism_of(cast, audience=audience, name=name)
        assert ana.post(to("add", plan.public_id), sent).status_code == 302
    assert ana.post(to("submit", plan.public_id)).status_code == 302
    version = DiffusionPlan.objects.get().versions.get()
    diana, submission = cast.diana.client(), open_of(version)
    assert submission is not None
    said = text(diana.get(page))
    assert "Cuenta pública" in said
    url = reverse("approvals:pass", args=[submission.public_id])
    assert diana.post(url, {"seen": seen_of(version)}).status_code == 302

    assert made.read(version).status == "in_force"
    assert "0 de 4 fechas tienen su publicación; 2 están atrasadas" in text(ana.get(page))


def test_from_a_draft_to_what_is_published(cast: Cast) -> None:
    diffusion = made.approved(cast)
    ana, line = cast.ana.client(), made.line(diffusion)
    form = ana.get(at(diffusion, "new"), {"mecanismo": line.public_id})
    assert typed(form, "mechanism") == line.public_id

    sent = ana.post(at(diffusion, "new"), publication_of(cast, line))
    found = Publication.objects.get()
    assert sent["Location"] == to("publication", found.public_id)
    assert ana.post(to("send", found.public_id)).status_code == 302
    submission = open_of(found)
    assert submission is not None
    url = reverse("approvals:pass", args=[submission.public_id])
    cast.emilio.client().post(url, {"seen": seen_of(found)})

    said = text(cast.gaby.client().get(to("publication", found.public_id)))
    assert "Publicada: se difundió el 15-05-2007 a usuarios; la comprobó E. Vera" in said


def test_a_document_takes_the_place_of_a_link(cast: Cast) -> None:
    diffusion = made.approved(cast)
    sent = publication_of(cast, made.line(diffusion), link="", file=pdf())
    cast.ana.client().post(at(diffusion, "new"), sent)

    found = Publication.objects.get()
    assert found.document is not None
    assert found.document.dossier == diffusion.plan.dossier
    assert made.accept(cast, made.sent(cast, found)).state == "published"


def test_the_figure_of_that_day_is_shown_with_its_measure(cast: Cast) -> None:
    diffusion = made.approved(cast)
    score = indicator_of("puntaje-del-programa")
    assert score is not None
    found = made.published(cast, diffusion, indicators=[score])
    page = cast.ana.client().get(to("publication", found.public_id))

    kept = found.figures.get().snapshot
    assert score.label in text(page)
    assert reverse("indicators:snapshot", args=[kept.public_id]) in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("day", "2007-12-01", "todavía no llega"),
        ("day", "2007-04-19", "se aprobó el 20-04-2007"),
        ("day", "ayer", "dd-mm-aaaa"),
        ("link", "javascript:alert(1)", "http://"),
        ("title", "", "título"),
        ("title", "x" * 161, "160"),
        ("told", "", "Qué se informó"),
        ("territory", "nadie", "lugar de la lista"),
        ("mechanism", "nadie", "mecanismo de la lista"),
        ("indicators", ["nadie"], "indicadores de la lista"),
        ("indicators", ["atenciones-respondidas-en-plazo"], "todavía no se mide"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_keeps_what_was_typed(
    cast: Cast, field: str, value: Any, says: str
) -> None:
    diffusion = made.approved(cast)
    sent = publication_of(cast, made.line(diffusion), **{field: value})
    with nothing_recorded():
        page = cast.ana.client().post(at(diffusion, "new"), sent)

    assert page.status_code == 422
    assert any(says in error for error in page.context["form"].errors[field])
    if field != "told":
        assert typed(page, "told") == "Se contó lo hecho."


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("audience", ["users", "staff"], "una sola audiencia"),
        ("audience", "both", "audiencia de la lista"),
        ("planned", "", "Escriba las fechas"),
        ("planned", "31-02-2007", "no es una fecha"),
        ("planned", "15-05-2008", "no es de 2007"),
        ("planned", " ".join(f"{n:02d}-01-2007" for n in range(1, 31)) * 3, "hasta 60"),
        ("name", "", "por qué medio"),
        ("responsible", "999999999999999999999999", "unidad de la lista"),
    ],
)
def test_a_wrong_mechanism_is_refused_beside_its_field(
    cast: Cast, field: str, value: Any, says: str
) -> None:
    version = made.draft(cast)
    page = cast.ana.client().post(
        at(version.diffusion, "add"), mechanism_of(cast, **{field: value})
    )

    assert page.status_code == 422
    assert any(says in error for error in page.context["form"].errors[field])
    assert typed(page, "tells") == "Lo logrado"
    assert Mechanism.objects.count() == 2


def test_two_people_at_once_compare_what_they_wrote(cast: Cast) -> None:
    version = made.draft(cast)
    first = version.mechanisms.for_page().order_by("number")[0]
    actions.change_mechanism(
        first, made.means(cast, name="Cuenta anual"), revision=0, by=cast.bruno.access
    )
    url = at(version.diffusion, "edit", first.line.public_id)
    page = cast.ana.client().post(url, mechanism_of(cast, name="La mía"))

    assert page.status_code == 409
    assert typed(page, "name") == "La mía"
    assert "Cuenta anual" in text(page)
    again = mechanism_of(cast, name="La mía", revision=typed(page, "revision"))
    assert cast.ana.client().post(url, again).status_code == 302


def test_what_was_approved_meanwhile_keeps_what_was_typed(cast: Cast) -> None:
    diffusion = made.approved(cast)
    client = cast.ana.client()
    page = client.post(at(diffusion, "add"), mechanism_of(cast, name="La mía"))

    assert (page.status_code, typed(page, "name")) == (409, "La mía")
    assert client.get(at(diffusion, "add")).status_code == 302
    assert client.post(at(diffusion, "submit")).status_code == 422


def test_a_mechanism_with_publications_is_not_removed(cast: Cast) -> None:
    diffusion = made.approved(cast)
    made.prepared(cast, diffusion)
    actions.start_draft(diffusion, by=cast.ana.access)
    line = made.line(diffusion).public_id

    page = cast.ana.client().post(at(diffusion, "remove", line))
    assert page.status_code == 409
    assert "ya tiene una publicación" in text(page)


def test_what_leaves_is_put_back_from_the_page(cast: Cast) -> None:
    diffusion = made.approved(cast)
    actions.start_draft(diffusion, by=cast.ana.access)
    line, client = made.line(diffusion).public_id, cast.ana.client()
    client.post(at(diffusion, "remove", line))

    assert any("Reponer" in button for button in buttons(client.get(at(diffusion, "plan"))))
    assert client.post(at(diffusion, "restore", line)).status_code == 302
    page = client.get(at(diffusion, "plan"))
    assert "sale" not in [change.what for change in page.context["changes"]]


def test_a_correction_begins_with_what_was_published(cast: Cast) -> None:
    found = made.published(cast, made.approved(cast))
    client, url = cast.ana.client(), to("correct", found.public_id)
    assert typed(client.get(url), "title") == found.title

    sent = publication_of(cast, found.line, title="Corregida")
    assert client.post(url, sent).status_code == 422, "it says what was wrong"
    assert client.post(url, sent | {"correction": "Eran 10 obras."}).status_code == 302
    assert client.post(url, sent | {"correction": "Otra vez."}).status_code == 409
    said = text(cast.ana.client().get(to("publication", found.public_id)))
    assert "Se prepara su corrección Eran 10 obras." in said
    assert "Eran 10 obras." not in text(cast.gaby.client().get(to("publication", found.public_id)))
    made.accept(cast, made.sent(cast, Publication.objects.get(title="Corregida")))
    assert "Fe de erratas" in text(cast.gaby.client().get(to("publication", found.public_id)))


def test_a_draft_is_edited_and_discarded(cast: Cast) -> None:
    diffusion = made.approved(cast)
    found = made.prepared(cast, diffusion)
    client, url = cast.ana.client(), to("edit_publication", found.public_id)
    sent = publication_of(cast, found.line, title="Otra")

    assert client.post(url, sent).status_code == 302
    stale = client.post(url, sent | {"title": "Tarde"})
    assert (stale.status_code, typed(stale, "revision")) == (409, "1")
    assert client.post(to("discard_publication", found.public_id)).status_code == 302
    assert not Publication.objects.exists()


def test_nothing_to_see_is_not_sent(cast: Cast) -> None:
    found = made.prepared(cast, made.approved(cast), link="")
    page = cast.ana.client().post(to("send", found.public_id))

    assert page.status_code == 422
    assert "Escriba el enlace o cargue el documento" in text(page)


def test_others_do_not_see_drafts_nor_do_what_is_not_theirs(cast: Cast) -> None:
    diffusion = made.approved(cast)
    found = made.prepared(cast, diffusion)
    url = to("publication", found.public_id)

    for who, status in (("diana", 200), ("gaby", 404), ("carla", 404), ("nora", 404)):
        assert getattr(cast, who).client().get(url).status_code == status, who
    assert cast.carla.client().get(at(diffusion, "plan")).status_code == 404
    assert cast.gaby.client().get(at(diffusion, "plan")).status_code == 200
    assert cast.gaby.client().get(at(diffusion, "new")).status_code == 403
    assert cast.sofia.client().get(at(diffusion, "new")).status_code == 404
    assert cast.diana.client().get(at(diffusion, "new")).status_code == 403
    assert cast.gaby.client().post(at(diffusion, "start")).status_code == 403


def test_a_discarded_publication_is_told_inside_alone(cast: Cast) -> None:
    diffusion = made.approved(cast)
    actions.discard_publication(made.prepared(cast, diffusion), by=cast.ana.access)
    history = reverse("core:history", args=["plan-de-difusion", diffusion.public_id])

    assert "Cuenta pública 2007" in text(cast.ana.client().get(history))
    assert "Cuenta pública 2007" not in text(cast.gaby.client().get(history))


def test_attentions_are_offered_to_who_may_read_them(cast: Cast) -> None:
    address = to("attentions")

    assert address in cast.ana.client().get(to("publications")).content.decode()
    assert address not in cast.gaby.client().get(to("publications")).content.decode()


def test_a_draft_of_the_plan_is_of_its_service(cast: Cast) -> None:
    diffusion = made.approved(cast)
    draft = actions.start_draft(diffusion, by=cast.ana.access)
    actions.add_mechanism(draft, made.means(cast, name="Radio"), by=cast.ana.access)
    url = at(diffusion, "plan")

    assert "Radio: nuevo" in text(cast.diana.client().get(url))
    for who in ("gaby", "sofia", "aldo"):
        assert "Radio" not in text(getattr(cast, who).client().get(url)), who
    history = reverse("core:history", args=["plan-de-difusion", diffusion.public_id])
    assert "Radio" in text(cast.ana.client().get(history))
    assert "Radio" not in text(cast.gaby.client().get(history))


@pytest.mark.parametrize("fmt", [*FORMATS])
def test_the_plan_against_what_was_made_in_three_formats(cast: Cast, fmt: str) -> None:
    diffusion = made.approved(cast)
    made.published(cast, diffusion)
    answer = cast.gaby.client().get(at(diffusion, "report", fmt))

    assert (answer.status_code, answer["Content-Type"]) == (200, FORMATS[fmt].content_type)


def test_no_report_of_what_is_not_there(cast: Cast) -> None:
    plan = plans.approved(cast)

    assert cast.ana.client().get(to("report", plan.public_id, "pdf")).status_code == 404
    diffusion = made.approved(cast, plan)
    assert cast.ana.client().get(at(diffusion, "report", "exe")).status_code == 404


def test_the_list_filters_and_marks_what_was_corrected(cast: Cast) -> None:
    diffusion = made.approved(cast)
    old = made.published(cast, diffusion)
    made.accept(cast, made.sent(cast, made.corrected(cast, old)))
    made.prepared(cast, diffusion, position=1, title="Interna")
    client, url = cast.ana.client(), to("publications")

    def titles(**asked: str) -> list[str]:
        return sorted(row.title for row in client.get(url, asked).context["list"].found.rows)

    assert len(titles(orden="fecha")) == 3
    assert titles(audiencia_es="funcionarios") == ["Interna"]
    assert titles(estado_es="en-preparacion") == ["Interna"]
    assert "tiene fe de erratas" in text(client.get(url, {"orden": "fecha"}))
    assert "Interna" not in text(cast.gaby.client().get(url))


def test_the_panel_of_a_work_plan_says_how_it_goes(cast: Cast) -> None:
    plan: WorkPlan = plans.approved(cast)
    url = to("of_plan", plan.public_id)
    assert "Preparar plan de difusión" in text(cast.ana.client().get(url))
    assert "Preparar" not in text(cast.gaby.client().get(url))

    made.approved(cast, plan)
    assert "0 de 2 fechas tienen su publicación; 1 está atrasada" in text(
        cast.gaby.client().get(url)
    )
