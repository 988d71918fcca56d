"""The pages of an agreement: what they say, and what they keep of what was typed."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.core.indicators.registry import Row
from minga.core.reports import FORMATS
from minga.people.roles import Role
from minga.workplan.agreements import actions
from minga.workplan.agreements.models import Agreement, AgreementVersion, Goal, Measurement
from tests.conftest import TODAY, Cast, Somebody, nothing_recorded, pdf
from tests.workplan import factories as plans
from tests.workplan.agreements import factories as made
from tests.workplan.agreements.factories import FAKE, OCTOBER, Register
from tests.workplan.pages import all_words, buttons, fields, messages, text, typed


def at(name: str, *args: object) -> str:
    return reverse(f"agreements:{name}", args=args)


def goal_page(agreement: Agreement, position: int = 0) -> str:
    return at("goal", agreement.public_id, made.line(agreement, position).public_id)


def read(by: Somebody, url: str) -> Any:
    return by.client().get(url)


def filled(cast: Cast, **more: str) -> dict[str, Any]:
    return {
        "statement": "Pagar por el sistema", "unit": "percent", "numerator_words": "pagos por él",
        "denominator_words": "todos los pagos", "direction": "at_least", "target": "69,5",
        "weight": "60", "due": "2007-12", "responsible": str(cast.serviu.pk),
        "verification": "planilla", "parts": "Una\n\n Otra ", "revision": "0",
    } | more  # fmt: skip


def test_an_agreement_is_prepared_by_its_pages_and_approved_by_its_head(cast: Cast) -> None:
    ana = cast.ana.client()
    sent = {"organisation": cast.unit.pk, "kind": "collective", "year": "2007"}
    ana.post(at("create"), sent)
    agreement = Agreement.objects.get()
    new = at("new_goal", agreement.public_id)
    ana.post(new, filled(cast))
    ana.post(new, filled(cast, statement="Otra meta", weight="40"))
    ana.post(at("submit", agreement.public_id))

    page = cast.diana.client().get(at("draft", agreement.public_id))
    assert "2 metas que suman 100 puntos" in text(page)
    assert "Aprobar convenio" in buttons(page)
    seen = typed(page, "seen")
    cast.diana.client().post(at("approve", agreement.public_id), {"seen": seen})

    assert AgreementVersion.objects.get().status == "in_force"
    goal = Goal.objects.for_page()[0]
    assert (goal.target_tenths, [part.text for part in goal.parts.all()]) == (695, ["Una", "Otra"])


def test_one_that_misses_points_is_not_sent_and_says_how_many(cast: Cast) -> None:
    version = made.draft(cast, {"weight": 60})

    with nothing_recorded():
        answer = cast.ana.client().post(at("submit", version.agreement.public_id))

    assert answer.status_code == 422
    assert "faltan 40 puntos" in text(answer)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("numerator_words", " ", "sin fórmula una meta no se puede medir"),
        ("denominator_words", "", "un porcentaje lo necesita"),
        ("target", "69,55", "Use a lo más un decimal"),
        ("target", "mucho", "Escriba un número, por ejemplo 70 o 69,5"),
        ("weight", "0", "de 1 a 100"),
        ("due", "2008-01", "Elija un mes de 2007"),
        ("indicator", "nadie", "Elija uno de la lista"),
        ("parts", "\n".join("123456789"), "Use hasta 8 líneas"),
    ],
)
def test_what_is_wrong_of_a_goal_is_said_and_nothing_typed_is_lost(
    cast: Cast, field: str, value: str, says: str
) -> None:
    version = made.created(cast)
    sent = filled(cast, **{field: value})

    with nothing_recorded():
        answer = cast.ana.client().post(at("new_goal", version.agreement.public_id), sent)

    assert answer.status_code == 422
    assert says in text(answer)
    kept = "statement" if field != "statement" else "verification"
    assert typed(answer, kept) == sent[kept]


def test_a_goal_is_edited_as_it_stands_and_a_conflict_shows_both_texts(cast: Cast) -> None:
    version = made.draft(cast, {"parts": ("Una",)})
    url = at("edit_goal", version.agreement.public_id, version.goals.get().line.public_id)
    page = read(cast.ana, url)
    assert (typed(page, "target"), typed(page, "due"), typed(page, "parts")) == (
        "70", "2007-12", "Una",
    )  # fmt: skip
    cast.bruno.client().post(url, filled(cast, weight="90"))

    answer = cast.ana.client().post(url, filled(cast, weight="80"))

    assert answer.status_code == 409
    assert typed(answer, "weight") == "80"
    assert "90" in text(answer)
    assert typed(answer, "revision") == "1"
    answer = cast.ana.client().post(url, filled(cast, weight="80", revision="1"))
    assert Goal.objects.get().weight == 80


def test_what_was_typed_of_a_goal_that_was_removed_stays(cast: Cast) -> None:
    version = made.draft(cast)
    agreement, goal = version.agreement, version.goals.select_related("line", "version").get()
    url = at("edit_goal", agreement.public_id, goal.line.public_id)
    actions.remove_goal(goal, by=cast.bruno.access, on=TODAY)

    answer = cast.ana.client().post(url, filled(cast, statement="Larga"))

    assert (answer.status_code, typed(answer, "statement")) == (409, "Larga")
    assert "otra persona la quitó" in text(answer)
    assert cast.ana.client().get(url).status_code == 302
    drop = at("remove_goal", agreement.public_id, goal.line.public_id)
    assert cast.ana.client().post(drop).status_code == 409
    other = at("edit_goal", agreement.public_id, "nadaaaaaaaaa")
    assert cast.ana.client().post(other, filled(cast)).status_code == 404


def test_the_first_draft_is_discarded_by_its_page(cast: Cast) -> None:
    agreement = made.draft(cast).agreement

    answer = cast.ana.client().post(at("discard", agreement.public_id), follow=True)

    assert answer.redirect_chain[0][0] == at("agreements")
    assert "Borrador descartado." in messages(answer)
    assert not Agreement.objects.exists()


def test_who_works_in_two_institutions_says_of_which_it_is(cast: Cast) -> None:
    plans.also(cast.ana, Role.UNIT_OFFICER, cast.seremi)
    client = cast.ana.client()
    sent = {"kind": "collective", "year": "2007"}

    answer = client.post(at("create"), sent)
    assert answer.status_code == 422
    assert "Elija de qué institución o equipo es." in text(answer)
    client.post(at("create"), sent | {"organisation": cast.seremi.pk})
    assert Agreement.objects.get().institution == cast.seremi


@pytest.mark.parametrize(("make", "status"), [(made.sent, 422), (made.approved, 409)])
def test_what_was_typed_stays_when_the_draft_was_sent_or_approved_meanwhile(
    cast: Cast, make: Any, status: int
) -> None:
    make(cast)
    url = at("new_goal", Agreement.objects.get().public_id)

    answer = cast.ana.client().post(url, filled(cast, statement="Larga"))

    assert answer.status_code == status
    assert typed(answer, "statement") == "Larga"


def told(by: Somebody, url: str) -> list[tuple[str, str, list[str]]] | None:
    found = by.client().get(url).context["changes"]
    if found is None:
        return None
    return [
        (item.title, item.how, [f"{one.label}: {one.old} → {one.new}" for one in item.changes])
        for item in found
    ]


def test_who_approves_a_new_version_sees_what_it_changes(cast: Cast) -> None:
    agreement = made.approved(
        cast,
        {"statement": "Pagar", "weight": 60, "parts": ("De obras",)},
        {"statement": "Atender", "weight": 30},
        {"statement": "Ordenar", "weight": 10},
    )
    draft, by = actions.start_draft(agreement, by=cast.ana.access), cast.ana.access
    url = at("draft", agreement.public_id)
    assert told(cast.diana, url) == []
    assert "dice lo mismo que la versión vigente" in text(read(cast.diana, url))

    pay, _, tidy = draft.goals.for_page().select_related("version")
    said = made.values(cast, statement="Pagar", weight=50, parts=("De obras", "De tierras"))
    actions.change_goal(pay, said, revision=0, by=by)
    actions.remove_goal(tidy, by=by)
    actions.add_goal(draft, made.values(cast, statement="Medir", weight=20), by=by)
    actions.submit_version(draft, by=by)

    expected = [
        ("Meta 1. Pagar", "cambia", [
            "Ponderación: 60 → 50", "Partes: De obras → De obras; De tierras",
        ]),
        ("Meta 3. Medir", "se agrega", []),
        ("Meta 3. Ordenar", "sale", []),
    ]  # fmt: skip
    assert told(cast.diana, url) == expected
    shown = text(read(cast.diana, url))
    assert "Qué cambia de la versión vigente" in shown
    assert "Ponderación: 60 → 50" in shown

    actions.approve_version(draft, by=cast.diana.access)
    later = [told(cast.gaby, at("version", agreement.public_id, number)) for number in (1, 2)]
    assert later == [None, expected]


def test_a_first_version_changes_nothing(cast: Cast) -> None:
    version = made.sent(cast)
    url = at("draft", version.agreement.public_id)

    assert told(cast.diana, url) is None
    assert "Qué cambia" not in text(read(cast.diana, url))


def test_the_page_says_how_it_goes_and_who_measures(cast: Cast) -> None:
    agreement = made.approved(
        cast, {"weight": 50}, {"weight": 30}, {"weight": 20, "indicator": FAKE}
    )
    first = made.verified(made.line(agreement), cast, 20)
    actions.verify_measurement(made.corrected(first, cast.ana, 30), by=cast.bruno.access, on=TODAY)
    made.informed(made.line(agreement, 1), cast.bruno)

    page = read(cast.ana, at("agreement", agreement.public_id))

    said = text(page)
    assert "1 de 3 metas cumplidas: 50 de 100 puntos. 2 metas sin cifra que valga" in said
    assert "Cumple con una cifra corregida: decía 47,6" in said
    assert "Todavía no se mide: falta el módulo de pagos de Minga." in said
    assert all_words(page, "//td/span[contains(@class, 'st')]") == [
        "cumple con cifra corregida", "por verificar", "sin medir: falta su módulo",
    ]  # fmt: skip
    assert "Verificar meta 2" in said
    assert "sin verificar" in said  # the bands of the increment
    assert "Medir meta" not in text(read(cast.gaby, at("agreement", agreement.public_id)))


def test_as_it_was_another_day(cast: Cast) -> None:
    agreement = made.approved(cast)
    made.verified(made.line(agreement), cast)

    eve = read(cast.ana, f"{at('agreement', agreement.public_id)}?al=2007-11-29")

    assert "0 de 1 meta cumplida: 0 de 100 puntos" in text(eve)
    assert "1 de 1 meta cumplida" in text(read(cast.ana, at("agreement", agreement.public_id)))


def test_a_figure_goes_in_by_one_person_and_is_verified_by_another(cast: Cast) -> None:
    agreement = made.approved(cast)
    line = made.line(agreement).public_id
    sent = {
        "month": "2007-10", "numerator": "30", "denominator": "42", "title": "Planilla",
        "dated_on": "2007-11-05", "file": pdf(),
    }  # fmt: skip
    client = cast.ana.client()
    early = sent | {"month": "2007-11", "provisional": "on", "file": pdf()}
    answer = client.post(at("measure", agreement.public_id, line), early, follow=True)
    assert messages(answer) == ["Cifra de la meta 1 guardada."]
    Measurement.objects.get(is_provisional=True)

    answer = client.post(at("measure", agreement.public_id, line), sent, follow=True)
    assert "Falta que otra persona la verifique" in messages(answer)[0]
    assert "Verificar cifra" not in buttons(answer)
    figure = Measurement.objects.get(is_provisional=False)

    own = client.post(at("verify", figure.public_id))
    assert (own.status_code, "Usted registró esta cifra" in text(own)) == (422, True)
    empty = cast.bruno.client().post(at("return_figure", figure.public_id), {"remarks": ""})
    assert (empty.status_code, "Escriba qué debe corregirse" in text(empty)) == (422, True)
    cast.bruno.client().post(at("verify", figure.public_id))

    said = text(read(cast.ana, goal_page(agreement)))
    assert "Va en 71,4\u00a0% de al menos 70\u00a0%" in said.replace(" %", "\u00a0%")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"denominator": "0"}, "El denominador no puede ser cero"),
        ({"numerator": "43"}, "43 es más que 42, y esta meta mide una parte de un total"),
        ({"month": "2007-11"}, "termina el 30-11-2007"),
        ({"month": "2007-12", "provisional": "on"}, "todavía no comienza"),
        ({"numerator": "-1"}, "Escriba un número desde cero"),
        ({"dated_on": "2007-12-05"}, "no puede tener fecha"),
        ({"month": "2007-09"}, "ya se midió al 30-09-2007"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_and_stays_typed(
    cast: Cast, changes: dict[str, str], says: str
) -> None:
    agreement = made.approved(cast)
    line = made.line(agreement)
    made.informed(line, cast.ana, month=OCTOBER - 1)
    sent = {
        "month": "2007-10", "numerator": "30", "denominator": "42", "title": "Planilla larga",
        "dated_on": "2007-11-05",
    } | changes  # fmt: skip

    with nothing_recorded():
        answer = cast.ana.client().post(
            at("measure", agreement.public_id, line.public_id), sent | {"file": pdf()}
        )

    assert answer.status_code == 422
    assert says in text(answer)
    assert typed(answer, "title") == "Planilla larga"


def test_minga_measures_by_a_button_and_measures_again_to_correct(
    cast: Cast, indicators: Register
) -> None:
    rows = [Row("x", "Pago", 6, 10)]
    indicators(lambda **asked: rows)
    agreement = made.approved(cast, {"indicator": FAKE})
    page = read(cast.ana, goal_page(agreement))
    assert {"month", "provisional"} <= fields(page)
    assert "numerator" not in fields(page)
    line = made.line(agreement).public_id
    cast.ana.client().post(at("measure", agreement.public_id, line), {"month": "2007-10"})
    figure = Measurement.objects.get()

    same = cast.ana.client().post(at("correct", figure.public_id), {"reason": "Por si acaso."})
    assert (same.status_code, typed(same, "reason")) == (422, "Por si acaso.")
    rows.append(Row("y", "Pago", 8, 10))
    cast.ana.client().post(at("correct", figure.public_id), {"reason": "Llegó tarde."})

    said = text(read(cast.bruno, goal_page(agreement)))
    assert "Corrige la cifra anterior: Llegó tarde." in said
    assert "60,0" in said
    assert "70,0" in said


def test_a_figure_stands_until_its_correction_is_verified(cast: Cast) -> None:
    agreement = made.approved(cast)
    first = made.verified(made.line(agreement), cast, 20)
    again = made.corrected(first, cast.ana, 30)
    page = "//*[contains(@class, 'st ')]"

    def words() -> list[str]:
        return all_words(read(cast.ana, goal_page(agreement)), page)

    assert "corregida después" not in words()
    assert "vale" in words()
    actions.return_measurement(again, remarks="No es.", by=cast.bruno.access, on=TODAY)
    assert "vale" in words()
    third = made.corrected(again, cast.ana, 35)
    actions.verify_measurement(third, by=cast.bruno.access, on=TODAY)
    assert "corregida después" in words()


def test_a_goal_of_an_area_to_come_offers_nothing_to_measure(cast: Cast) -> None:
    agreement = made.approved(cast, {"indicator": FAKE})

    page = read(cast.ana, goal_page(agreement))

    assert "month" not in fields(page)
    assert "falta el módulo de pagos de Minga" in text(page)


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_agreement_is_handed_over_in_three_formats(cast: Cast, fmt: str) -> None:
    agreement = made.approved(cast, {"parts": ("Una",)})
    made.verified(made.line(agreement), cast)

    answer = read(cast.ana, at("form", agreement.public_id, fmt))

    assert answer.status_code == 200
    assert answer["Content-Type"] == FORMATS[fmt].content_type
    assert re.search(rf"convenio-de-desempeno-.*-2007\.{fmt}", answer["Content-Disposition"])


def test_pages_do_not_ask_more_because_there_is_more(cast: Cast) -> None:
    small = made.approved(cast, year=2006)
    large = made.approved(cast, *[{"weight": 10, "parts": ("Una", "Otra")}] * 10)
    for position in range(8):
        made.verified(made.line(large, position), cast)
    client = cast.ana.client()

    def asked(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    for name in ("agreement", "draft"):
        if name == "draft":
            for agreement in (small, large):
                actions.start_draft(agreement, by=cast.ana.access, on=TODAY)
        few, many = (asked(at(name, one.public_id)) for one in (small, large))
        assert many <= few, name
        assert many <= 13, name
