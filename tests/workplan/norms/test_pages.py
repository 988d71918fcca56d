"""The register of regulatory changes, as a person uses it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.core.search import find as finding
from minga.territory.frames import frame_on
from minga.workplan.backing import said_of
from minga.workplan.norms import actions as norms
from minga.workplan.norms.awaiting import find
from minga.workplan.norms.list import CHANGES
from minga.workplan.norms.models import NormStage, RegulatoryChange
from minga.workplan.worries import worries
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan import factories as plans
from tests.workplan.norms.factories import TITLE, change, read, tell, until
from tests.workplan.pages import all_words, fields, text, typed

WRITTEN = {
    "title": TITLE,
    "norm": "DS 40 de 2004",
    "observed": "De 90 a 170 UF en viviendas de 600.",
    "observed_where": "Iquique",
    "observed_on": "2007-03-01",
    "certainty": "document",
}


def at(name: str, *args: object) -> str:
    return reverse(f"norms:{name}", args=args)


def post(who: Somebody, url: str, **data: Any) -> Any:
    return who.client().post(url, data)


def test_it_is_registered_and_shown_with_its_path(cast: Cast) -> None:
    answer = cast.ana.client().post(at("new"), WRITTEN, follow=True)

    said = text(answer)
    assert f"{TITLE} resultado observado Falta: propuesta." in said
    assert all_words(answer, "//ol[@class='trail']/li/b") == [
        "Resultado observado",
        "Propuesta",
        "Decreto",
        "Publicado",
        "En vigencia",
        "Reglas actualizadas",
    ]
    assert "según un documento del servicio" in said


def test_the_place_that_one_is_looking_at_may_be_its_own(cast: Cast) -> None:
    post(cast.ana, at("new"), **WRITTEN, in_place="on")
    post(cast.ana, at("new"), **WRITTEN)
    named = list(RegulatoryChange.objects.order_by("pk").values_list("territory", flat=True))
    assert named == [cast.region.pk, None]


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(cast: Cast) -> None:
    bad = post(cast.ana, at("new"), **WRITTEN | {"norm": "", "observed_on": "2008-01-01"})
    assert bad.status_code == 422
    assert "Complete «Programa o norma que toca»." in text(bad)
    assert typed(bad, "observed") == WRITTEN["observed"]
    late = post(cast.ana, at("new"), **WRITTEN | {"observed_on": "2008-01-01"})
    assert (late.status_code, "antes de registrarlo" in text(late)) == (422, True)
    assert not RegulatoryChange.objects.exists()


def test_each_step_asks_for_what_it_needs(cast: Cast) -> None:
    made = change(cast)
    client, page = cast.ana.client(), at("change", made.public_id)
    own = {"decree", "rules_set", "rules_version"}
    for stage, asks in (
        (NormStage.PROPOSED, set()),
        (NormStage.DECREED, {"decree"}),
        (NormStage.PUBLISHED, set()),
        (NormStage.IN_FORCE, set()),
        (NormStage.UPDATED, {"rules_set", "rules_version"}),
    ):
        assert fields(client.get(page)) & own == asks, stage
        tell(cast, made, stage)
    assert fields(client.get(page)) & {"on"} == set()


def test_a_step_told_on_the_page_moves_it(cast: Cast) -> None:
    made = until(cast, NormStage.PROPOSED)
    url = at("step", made.public_id)
    sent = {"kind": "decreed", "seen": "proposed", "on": "2007-05-02"}
    bad = post(cast.ana, url, **sent, remarks="Lo firmó el ministro.")
    assert (bad.status_code, typed(bad, "remarks")) == (422, "Lo firmó el ministro.")
    assert "Escriba el número del decreto" in text(bad)
    assert post(cast.ana, url, **sent, decree="DS 145").status_code == 302
    assert read(made).stage == "decreed"


def test_who_wrote_over_another_step_is_told_and_may_send_it_after_reading(cast: Cast) -> None:
    made = until(cast, NormStage.DECREED)
    sent = {"kind": "decreed", "seen": "proposed", "on": "2007-11-02", "decree": "DS 9"}
    late = post(cast.ana, at("step", made.public_id), **sent)
    assert late.status_code == 409
    assert "anotó «decreto» mientras usted escribía" in text(late)
    assert (typed(late, "seen"), typed(late, "kind")) == ("decreed", "published")
    assert "Lo que usted escribió" in text(late)
    assert "Número del decreto DS 9" in text(late)
    assert typed(late, "on") in ("", None)


def test_who_wrote_after_the_last_step_finds_no_form_and_keeps_the_text(cast: Cast) -> None:
    made = until(cast, NormStage.UPDATED)
    sent = {"kind": "updated", "seen": "in_force", "on": "2007-11-02", "remarks": "Ninguna."}
    late = post(cast.ana, at("step", made.public_id), **sent)
    assert (late.status_code, "Ninguna." in text(late)) == (409, True)
    assert fields(late) & {"on", "remarks"} == set()


def test_correcting_keeps_the_activity_that_left_the_plan(cast: Cast) -> None:
    plan = plans.approved(cast)
    line = plans.line(plan)
    made = change(cast, line=line)
    plans.sign(cast, plans.send(cast, plans.without_first(cast, plan)))
    page = cast.ana.client().get(at("correct", made.public_id))
    kept = typed(page, "activity")
    assert kept
    sent = WRITTEN | {"revision": "0", "activity": kept}
    assert post(cast.ana, at("correct", made.public_id), **sent).status_code == 302
    assert read(made).line == line


def test_the_plan_leads_to_the_register_of_its_own_service(cast: Cast) -> None:
    plans.also(cast.ana, plans.Role.UNIT_OFFICER, cast.other)
    head = plans.member(cast.other, plans.Role.INSTITUTION_HEAD)
    for service, signs in ((cast.serviu, cast.diana), (cast.other, head)):
        plan = plans.approved(cast, service=service, head=signs)
        page = cast.ana.client().get(at("of_plan", plan.public_id)).content.decode()
        url = f"{at('new')}?servicio={service.public_id}"
        assert url in page
        assert post(cast.ana, url, **WRITTEN).status_code == 302
        assert RegulatoryChange.objects.latest("pk").service == service
    assert cast.ana.client().get(f"{at('new')}?servicio=nada").status_code == 404


def test_the_last_step_offers_the_rules_that_are_there(cast: Cast) -> None:
    made = until(cast, NormStage.IN_FORCE)
    page = cast.ana.client().get(at("change", made.public_id))
    assert "Ninguno: las reglas de Minga no lo usan" in text(page)
    assert f"Rige desde el {made.in_force_on:%d-%m-%Y} y las reglas no se han" in text(page)
    url, sent = at("step", made.public_id), {"kind": "updated", "on": "2007-11-02"}
    assert post(cast.ana, url, **sent, rules_set="nada.toml").status_code == 422
    assert post(cast.ana, url, **sent, rules_set="").status_code == 422
    done = post(cast.ana, url, **sent, rules_set="uf.py", rules_version="noviembre de 2007")
    assert done.status_code == 302
    page = cast.ana.client().get(at("change", made.public_id))
    assert "y las reglas lo siguen" in text(page)
    assert "uf.py, noviembre de 2007" in text(page)


def test_it_is_corrected_on_a_page_and_two_texts_are_compared(cast: Cast) -> None:
    made = change(cast)
    url = at("correct", made.public_id)
    page = cast.bruno.client().get(url)
    assert typed(page, "title") == TITLE
    assert post(cast.bruno, url, **WRITTEN | {"title": "Otro"}, revision="0").status_code == 302
    late = post(cast.ana, url, **WRITTEN | {"title": "Mío"}, revision="0")
    assert (late.status_code, typed(late, "title"), typed(late, "revision")) == (409, "Mío", "1")
    assert read(made).title == "Otro"


def test_the_head_abandons_it(cast: Cast) -> None:
    made = until(cast, NormStage.PROPOSED)
    url = at("abandon", made.public_id)
    assert post(cast.ana, url, reason="No.").status_code == 403
    assert post(cast.diana, url, reason="").status_code == 422
    assert post(cast.diana, url, reason="No se acogió.").status_code == 302
    page = cast.ana.client().get(at("change", made.public_id))
    assert all_words(page, "//ol[@class='trail']/li/b")[-1] == "Abandonado"
    assert "No se acogió." in text(page)


def test_others_read_it_by_the_place_or_by_their_reach_and_write_nothing(cast: Cast) -> None:
    made = change(cast, territory=cast.region)
    elsewhere = change(cast)
    url = at("change", made.public_id)
    for name, status in (("ana", 200), ("gaby", 200), ("marta", 200), ("carla", 404)):
        assert getattr(cast, name).client().get(url).status_code == status, name
    assert cast.gaby.client().get(at("change", elsewhere.public_id)).status_code == 404
    assert post(cast.carla, at("step", made.public_id)).status_code == 404
    assert post(cast.marta, at("step", made.public_id)).status_code == 403
    assert cast.marta.client().get(at("new")).status_code == 403


def test_the_list_says_what_rules_and_the_rules_do_not_follow(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    until(cast, NormStage.IN_FORCE)
    change(cast, title="Bancos de proyectos")
    said = text(cast.ana.client().get(at("changes")))
    assert "2 cambios normativos; 1 rige y las reglas no lo siguen." in said
    change(cast, title="Al final", observed_on=date(2006, 1, 2))
    monkeypatch.setitem(vars(CHANGES), "page_size", 1)
    first = text(cast.ana.client().get(at("changes")))
    assert "3 cambios normativos; 1 rige y las reglas no lo siguen." in first
    monkeypatch.undo()
    narrowed = text(cast.ana.client().get(f"{at('changes')}?estado_es=en-vigencia"))
    assert (TITLE in narrowed, "Bancos de proyectos" in narrowed) == (True, False)


def test_what_is_late_is_told_to_who_keeps_it_and_to_the_head(cast: Cast) -> None:
    made = until(cast, NormStage.IN_FORCE)
    says = f"Rige desde el {made.in_force_on:%d-%m-%Y} y las reglas no se han actualizado."
    assert [one.note for one in find(cast.ana.access, TODAY)] == [says]
    assert list(find(cast.diana.access, TODAY)) == list(find(cast.carla.access, TODAY)) == []
    (worry,) = [worry for worry in worries("late") if worry.key == "normas"]
    (line,) = worry.find(cast.serviu, TODAY, cast.diana.access)
    assert (line.note, line.is_late) == (says, True)
    tell(cast, made, NormStage.UPDATED)
    assert list(worry.find(cast.serviu, TODAY, cast.diana.access)) == []


def test_the_plan_shows_those_of_its_activities_and_of_its_year(cast: Cast) -> None:
    plan = plans.approved(cast)
    made = change(cast, line=plans.line(plan))
    said = text(cast.ana.client().get(at("of_plan", plan.public_id)))
    assert TITLE in said
    page = text(cast.ana.client().get(at("change", made.public_id)))
    assert "1.1 Actualizar los planes, programa 2007" in page
    assert cast.carla.client().get(at("of_plan", plan.public_id)).status_code == 404


def test_it_backs_the_evaluation_with_its_rows(cast: Cast) -> None:
    plan = plans.approved(cast)
    until(cast, NormStage.IN_FORCE)
    change(cast, title="Bancos de proyectos")
    given_up = change(cast, title="Otro")
    norms.abandon(given_up, reason="No se acogió.", by=cast.diana.access)
    (said,) = [
        one for one in said_of(plan, "1.1", TODAY, cast.ana.access) if "normativo" in one.sentence
    ]
    assert "siguió 2 cambios normativos a partir de resultados observados; 1 ya rige." in (
        said.sentence
    )
    assert len(said.rows) == 2
    assert said.advice


def test_it_is_found_by_its_words(cast: Cast) -> None:
    made = change(cast)
    found = [one.url for one in finding.search(cast.ana.access, "clase media")]
    assert at("change", made.public_id) in found


def asked(who: Somebody, url: str) -> int:
    client = who.client()
    frame_on(TODAY)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", ["changes", "of_plan"])
def test_questions_do_not_grow_with_rows(cast: Cast, name: str) -> None:
    args = [plans.approved(cast).public_id] if name == "of_plan" else []
    change(cast)
    few = asked(cast.ana, at(name, *args))
    for number in range(8):
        change(cast, title=f"Cambio {number}", territory=cast.region)
    assert asked(cast.ana, at(name, *args)) == few <= 12
