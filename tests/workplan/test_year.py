"""A year of a plan from end to end, on its pages alone: diagnosis, design, approval, evidence,
cuts, evaluation, and the year that starts from what this one left."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from minga.workplan.models import WorkPlan
from tests.conftest import Cast, Somebody, pdf
from tests.workplan.pages import Response, messages, page, text, words


class Visit:
    """Somebody at Minga on a day, without a script: opens pages, fills forms, presses buttons."""

    def __init__(self, settings: Any, who: Somebody, day: date) -> None:
        settings.TODAY = day
        self.client: Client = who.client()
        self.at: Response = None

    def open(self, url: str) -> "Visit":
        self.at = self.client.get(url, follow=True)
        assert self.at.status_code == 200, (url, self.at.status_code)
        return self

    def press(self, button: str, number: int = 0, **typed: Any) -> "Visit":
        """Send the form of a button with what its fields hold and what is typed."""
        forms = page(self.at).xpath("//main//form")
        found = [form for form in forms if any(b.startswith(button) for b in _buttons(form))]
        assert found, (button, [_buttons(form) for form in forms])
        form = found[number]
        here = self.at.request["PATH_INFO"]
        data = {**_held(form), **typed}
        self.at = self.client.post(form.get("action") or here, data, follow=True)
        assert self.at.status_code == 200, (button, self.at.status_code, text(self.at)[:600])
        return self

    @property
    def says(self) -> str:
        return text(self.at)

    @property
    def told(self) -> list[str]:
        return messages(self.at)

    def links(self, word: str) -> list[str]:
        found = page(self.at).xpath("//main//a")
        return [link.get("href") for link in found if word in words(link)]


def _buttons(form: html.HtmlElement) -> list[str]:
    return [words(button) for button in form.xpath(".//button")]


def _held(form: html.HtmlElement) -> dict[str, Any]:
    """What a browser would send of it, untouched."""
    held: dict[str, Any] = {}
    for name, value in form.form_values():
        held.setdefault(name, []).append(value)
    held.pop("csrfmiddlewaretoken", None)
    return {name: values if len(values) > 1 else values[0] for name, values in held.items()}


YEAR = 2007


@pytest.mark.slow
def test_a_year_from_its_diagnosis_to_the_plan_of_the_next(cast: Cast, settings: Any) -> None:
    def as_(who: Somebody, day: date) -> Visit:
        return Visit(settings, who, day)

    _diagnosis(cast, as_)
    plan = _design(cast, as_)
    _stages(cast, as_, plan, date(YEAR, 4, 2), "diagnóstico", "diseño")
    _evidence(cast, as_, plan)
    _cuts(cast, as_, plan)
    _reports(cast, as_, plan)
    _stages(cast, as_, plan, date(YEAR, 12, 28), "implementación", "evaluación")
    _next_year(cast, as_, plan)


def _diagnosis(cast: Cast, as_: Any) -> None:
    ana = as_(cast.ana, date(YEAR, 1, 8)).open(reverse("strategy:propose"))
    ana.press(
        "Enviar a aprobación",
        mission="Mejorar la vida de las familias de la región",
        title_1="Déficit habitacional",
        text_1="Reducirlo con programas de acceso equitativo.",
    )
    as_(cast.diana, date(YEAR, 1, 15)).open(reverse("strategy:definitions")).press("Aprobar")


def _design(cast: Cast, as_: Any) -> WorkPlan:
    ana = as_(cast.ana, date(YEAR, 3, 5)).open(reverse("workplan:create"))
    ana.press("Preparar programa", year=YEAR)
    plan = WorkPlan.objects.get()
    for objective, weights in (("Planes con visión territorial", (60,)), ("Barrios", (40,))):
        number = plan.versions.get().objectives.count() + 1
        ana.open(reverse("workplan:new_objective", args=[plan.public_id]))
        ana.press("Agregar objetivo", title=objective)
        for weight in weights:
            ana.open(reverse("workplan:new_activity", args=[plan.public_id, number]))
            ana.press(
                "Agregar actividad",
                title=f"Actividad de {weight}",
                weight=weight,
                responsible=cast.seremi.pk,
                starts_on="2007-04-01",
                ends_on="2007-11-15",
                expected_evidence="informe",
            )
    draft = reverse("workplan:draft", args=[plan.public_id])
    ana.open(draft).press("Enviar a aprobación")
    diana = as_(cast.diana, date(YEAR, 3, 30)).open(draft).press("Aprobar programa")
    assert diana.told == [f"Programa {YEAR} aprobado: rige la versión 1."]
    return plan


def _stages(cast: Cast, as_: Any, plan: WorkPlan, day: date, *names: str) -> None:
    for name in names:
        diana = as_(cast.diana, day).open(reverse("workplan:stages", args=[plan.public_id]))
        diana.press(f"Cerrar la etapa de {name}")
        assert diana.told == [f"Etapa de {name} cerrada."]


def _activity(plan: WorkPlan, number: int) -> str:
    line = plan.versions.get().activities.order_by("pk")[number].line
    return reverse("workplan:activity", args=[plan.public_id, line.public_id])


def _evidence(cast: Cast, as_: Any, plan: WorkPlan) -> None:
    """The first one is proved in May; the second one is informed in October and does not fulfil."""
    sofia = as_(cast.sofia, date(YEAR, 5, 10)).open(_activity(plan, 0))
    sofia.press("Cargar evidencia", title="Informe de planes", dated_on="2007-05-09", file=pdf())
    bruno = as_(cast.bruno, date(YEAR, 5, 21)).open(_activity(plan, 0))
    bruno.press("Verificar evidencia")
    assert "El puntaje del programa es 60." in bruno.told[0]
    sofia = as_(cast.sofia, date(YEAR, 10, 3)).open(_activity(plan, 1))
    sofia.press("Informar estado", status="not_fulfilled")


def _cuts(cast: Cast, as_: Any, plan: WorkPlan) -> None:
    """The score of each day is read from the history, also long after."""
    gaby = as_(cast.gaby, date(YEAR, 12, 10))
    for day, earned in (("2007-05-20", 0), ("2007-05-21", 60), ("2007-12-10", 60)):
        gaby.open(f"{reverse('workplan:plan', args=[plan.public_id])}?al={day}")
        assert f"{earned}\u00a0% ganado" in gaby.says or f"{earned} % ganado" in gaby.says
    as_(cast.diana, date(YEAR, 12, 10)).open(reverse("week:week"))


ROWS = {
    "analysis": (("1", ""), ("2", "Publicar las actas de cada mesa")),
    "systems": (("all", "Cargar la cartera 2008"),),
    "diffusion": (("users", ""), ("staff", "")),
    "final": (("1.1", ""), ("1.2", ""), ("1.3", ""), ("2.1", ""), ("2.1", ""), ("2.1", "")),
}
THEMES = ["De las acciones", "De los productos", "De los recursos"]


def _reports(cast: Cast, as_: Any, plan: WorkPlan) -> None:
    for kind, rows in ROWS.items():
        ana = as_(cast.ana, date(YEAR, 12, 14))
        if kind == "systems":
            ana.open(reverse("reporting:begin", args=[plan.public_id, kind]))
            ana.press("Comenzar informe", system="SOE")
        else:
            panel = reverse("reporting:of_plan", args=[plan.public_id])
            kinds = ["analysis", "diffusion", "final"]
            ana.open(panel).press("Comenzar", number=_waiting(ana, kind, kinds))
        report = plan.reports.get(kind=kind)
        for position, (section, commitment) in enumerate(rows):
            ana.open(reverse("reporting:new_row", args=[report.public_id, section]))
            title = THEMES[position - 3] if section == "2.1" else f"Tema {position}"
            typed = {"title": title, "achieved": "Se hizo.", "commitment": commitment}
            ana.press("Agregar", **typed)
        draft = reverse("reporting:draft", args=[report.public_id])
        ana.open(draft).press("Enviar a aprobación")
        as_(cast.diana, date(YEAR, 12, 20)).open(draft).press("Aprobar")


def _waiting(visit: Visit, kind: str, kinds: list[str]) -> int:
    """Which of the buttons «Comenzar» is the one of a kind."""
    forms = page(visit.at).xpath("//main//form[contains(@action, '/comenzar/')]")
    actions = [form.get("action") for form in forms]
    return next(place for place, action in enumerate(actions) if f"/{kind}/" in action)


def _next_year(cast: Cast, as_: Any, plan: WorkPlan) -> None:
    ana = as_(cast.ana, date(YEAR + 1, 1, 8)).open(reverse("workplan:create"))
    ana.press("Preparar programa", year=YEAR + 1)
    following = WorkPlan.objects.get(year=YEAR + 1)
    ana.open(reverse("carrying:choose", args=[following.public_id]))
    chosen = [str(box.get("value")) for box in page(ana.at).xpath("//main//input[@name='chosen']")]
    ana.press("Traer los compromisos marcados", chosen=chosen)
    assert ana.told == ["2 compromisos pasaron al programa 2008."]
    assert "Publicar las actas de cada mesa" in ana.says
    assert "Cargar la cartera 2008" in ana.says
    (first, *_) = following.carried.order_by("pk")
    ana.open(reverse("carrying:commitment", args=[first.public_id]))
    ana.press("Guardar qué pasó", kind="ongoing", text="Se publica cada mes.")
    ana.open(reverse("carrying:plan", args=[following.public_id]))
    assert "sigue en curso" in ana.says
    assert "nadie lo ha dicho" in ana.says.lower()
