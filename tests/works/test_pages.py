"""The pages of a project: what they say, what they refuse and where, and how much they ask."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.budget.models import LineItem
from minga.core.models import Event
from minga.territory.models import Territory
from minga.works.actions import change_project, tie_initiatives, write_communes, write_money
from minga.works.models import Project
from tests.conftest import TODAY, Cast, Somebody
from tests.snapshot import written_once
from tests.workplan.pages import page as tree
from tests.workplan.pages import text, words
from tests.works.factories import cost, paid_for, programmer, project, record, source
from tests.works.initiatives import initiative

WHOLE = {
    "bip": "30045678-0", "name": "Plaza Arica", "typology": "project", "stage": "design",
    "line_of_action": "", "rate": "rs", "rate_on": "2007-05-02", "shape": "line",
    "corners": "-70,1015; -20,2690\n-70,1005; -20,2680", "starts_on": "2008-01-02",
    "ends_on": "2008-12-31", "currency_month": "2007-10", "beneficiaries_women": "4312",
    "beneficiaries_men": "4086", "beneficiaries": "8398", "expected_impact": "Acceso pavimentado.",
}  # fmt: skip


@written_once
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


@pytest.fixture
def client(paula: Somebody) -> Client:
    return paula.client()


def at(name: str, *args: object) -> str:
    return reverse(f"works:{name}", args=args)


def field_of(key: str) -> str:
    return f"comuna_{Territory.objects.get(key=key).public_id}"


def cell(code: str, year: int) -> str:
    subtitle, item, allocation = code.split("-")
    found = LineItem.objects.get(subtitle=subtitle, item=item, allocation=allocation)
    return f"c_{found.pk}_{year}"


def sheet(amount: str, paid: str) -> dict[str, str]:
    """500.000 of civil works in 2008, and who pays."""
    return {
        "ano": "2008", "fuentes": "1", cell("31-02-004", 2008): amount,
        "kind_0": "sector", "amount_0": paid,
    }  # fmt: skip


def test_a_project_is_registered_with_its_descriptors_and_its_line_on_the_map(
    cast: Cast, client: Client
) -> None:
    answer = client.post(at("new"), WHOLE)

    made = Project.objects.get()
    assert answer.url == at("project", made.public_id)  # type: ignore[attr-defined]
    assert made.location == {
        "type": "LineString", "coordinates": [[-70.1015, -20.269], [-70.1005, -20.268]],
    }  # fmt: skip
    assert (made.beneficiaries, made.rate, str(made.currency_month)) == (8398, "rs", "2007-10")
    page = client.get(answer.url)  # type: ignore[attr-defined]
    assert "8.398 personas: 4.312 mujeres, 4.086 hombres" in text(page)
    assert "un trazado de 2 vértices" in text(page)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"bip": "3004567-0"}, "ocho dígitos"),
        ({"corners": "-70,1015; -20,2690"}, "al menos dos vértices"),
        ({"shape": "point"}, "Un punto es una sola línea"),
        ({"corners": "hola"}, "no es un vértice"),
        ({"shape": "point", "corners": "-20,2690; -70,1015"}, "latitud donde va la longitud"),
        ({"beneficiaries": "9000"}, "son 8398 personas y el total dice 9000"),
        ({"beneficiaries_men": "-1"}, "cero o más"),
        ({"ends_on": "2007-12-31"}, "anterior al inicio"),
        ({"rate": ""}, "Elija el resultado del RATE"),
        ({"expected_impact": "a" * 2001}, "2.000 letras"),
    ],
)
def test_what_can_not_be_is_said_at_its_place_and_nothing_typed_is_lost(
    client: Client, wrong: dict[str, str], said: str
) -> None:
    answer = client.post(at("new"), WHOLE | wrong)

    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="Plaza Arica"' in answer.content.decode()
    assert not Project.objects.exists()


def test_two_communes_at_70_and_30_divide_500_000_exactly(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made = paid_for(project(cast, by=paula), paula)
    shares = {field_of("iquique"): "70", field_of("huara"): "30"}
    before = Event.objects.count()

    preview = client.post(at("communes", made.public_id), shares, headers={"HX-Request": "true"})

    said = words(tree(preview))
    assert "350.000.000" in said
    assert "150.000.000" in said
    assert "suman 100 %" in said
    assert Event.objects.count() == before
    assert client.post(at("communes", made.public_id), shares).status_code == 302
    page = text(client.get(at("project", made.public_id)))
    assert "350.000.000" in page
    assert "150.000.000" in page


def test_communes_that_do_not_add_up_say_how_much_is_missing(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made = project(cast, by=paula)
    address = at("communes", made.public_id)

    answer = client.post(address, {field_of("iquique"): "70", field_of("huara"): "20"})

    assert answer.status_code == 422
    assert "Las comunas suman 90 % y deben sumar 100 %." in text(answer)
    assert "falta 10 %" in text(answer)
    assert not made.shares.exists()
    over = client.post(address, {field_of("iquique"): "70", field_of("huara"): "40", "ver": "1"})
    assert (over.status_code, "sobra 10 %" in text(over)) == (200, True)
    assert client.post(address, {field_of("iquique"): "101"}).status_code == 422


def test_sources_of_450_000_say_that_50_000_are_missing(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made = paid_for(project(cast, by=paula), paula, 1)
    address = at("money", made.public_id)

    preview = client.post(address, sheet("500.000", "450.000"), headers={"HX-Request": "true"})
    answer = client.post(address, sheet("500.000", "450.000"))

    assert "faltan M$ 50.000" in words(tree(preview))
    assert answer.status_code == 422
    assert "Las fuentes suman M$ 450.000 y el costo es M$ 500.000: faltan M$ 50.000." in text(
        answer
    )
    assert 'value="450.000"' in answer.content.decode()
    assert made.costs.get().amount == 1_000
    assert client.post(address, sheet("500.000", "500.000")).status_code == 302
    assert made.costs.get().amount == 500_000_000


def test_an_amount_that_can_not_be_read_is_told_at_its_cell(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made = paid_for(project(cast, by=paula), paula)

    answer = client.post(at("money", made.public_id), sheet("mil", "=1+1"))

    assert answer.status_code == 422
    assert 'class="bad"' in answer.content.decode()
    assert "31-02-004 en 2008" in text(answer)
    shown = tree(answer)
    pointed = " ".join(shown.xpath("//@aria-describedby")).split()
    assert len(pointed) == 2
    assert all(len(shown.xpath(f"//*[@id='{one}']")) == 1 for one in pointed)


def test_another_year_and_another_source_are_asked_for_without_losing_what_was_typed(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made = paid_for(project(cast, by=paula), paula)
    address = at("money", made.public_id)

    year = client.post(address, sheet("7", "7") | {"mas_ano": "1"}).content.decode()
    more = client.post(address, sheet("7", "7") | {"mas_fuente": "1"}).content.decode()

    assert 'name="ano" value="2009"' in year
    assert 'value="7"' in year
    assert 'name="kind_1"' in more
    assert 'name="kind_1"' not in year


def test_whoever_was_slower_sees_it_and_may_save_again(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made = project(cast, by=paula)
    shown = {**WHOLE, "bip": made.bip, "seen": str(made.revision)}
    change_project(made, record(bip=made.bip, name="Otro nombre"), by=paula.access)

    answer = client.post(at("change", made.public_id), shown)

    assert answer.status_code == 409
    assert "Ahora dice, según P. Rojas Otro nombre Usted escribió Plaza Arica" in text(answer)
    made.refresh_from_db()
    assert made.name == "Otro nombre"
    assert f'name="seen" value="{made.revision}"' in answer.content.decode()
    again = client.post(at("change", made.public_id), shown | {"seen": str(made.revision)})
    assert again.status_code == 302


def test_a_change_begins_with_what_is_kept_and_saving_it_changes_nothing(
    cast: Cast, client: Client
) -> None:
    client.post(at("new"), WHOLE)
    made = Project.objects.get()
    before = {field.name: getattr(made, field.name) for field in made._meta.concrete_fields}
    form = client.get(at("change", made.public_id)).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {
        name: form[name].field.widget.format_value(value) if hasattr(value, "year") else value
        for name, value in sent.items()
        if value is not None
    }

    assert client.post(at("change", made.public_id), sent).status_code == 302

    made.refresh_from_db()
    after = {field.name: getattr(made, field.name) for field in made._meta.concrete_fields}
    for name in ("revision", "event"):
        before.pop(name), after.pop(name)
    assert after == before


def test_an_area_is_drawn_and_typed_again(cast: Cast, client: Client) -> None:
    corners = "-70,10; -20,26\n-70,11; -20,26\n-70,11; -20,27"
    client.post(at("new"), WHOLE | {"shape": "polygon", "corners": corners})

    made = Project.objects.get()
    assert made.location is not None
    assert made.location["type"] == "Polygon"
    assert client.get(at("project", made.public_id)).status_code == 200
    form = client.get(at("change", made.public_id)).context["form"]
    assert form["corners"].value().count("\n") == 2
    assert form["shape"].value() == "polygon"


def test_the_page_says_what_is_missing_with_a_way_to_each(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made = project(cast, by=paula)

    page = client.get(at("project", made.public_id))

    assert "Faltan 17 datos" in text(page)
    assert f'href="{at("ties", made.public_id)}"' in page.content.decode()
    assert f'href="{at("change", made.public_id)}#id_rate"' in page.content.decode()
    read = cast.ana.client().get(at("project", made.public_id)).content.decode()
    assert at("change", made.public_id) not in read


def test_initiatives_of_others_can_not_be_chosen(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made, own, others = project(cast, by=paula), initiative(cast.serviu), initiative(cast.other)
    address = at("ties", made.public_id)

    refused = client.post(address, {"frame": [others.pk]})

    assert (refused.status_code, made.ties.exists()) == (422, False)
    assert client.post(address, {"frame": [own.pk]}).status_code == 302
    assert own.name in text(client.get(at("project", made.public_id)))


def test_a_closed_project_says_why_and_is_no_longer_written(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made = project(cast, by=paula)
    sent = {"state": "withdrawn", "closed_on": TODAY.isoformat(), "reason": "Lo hará Vialidad."}

    assert client.post(at("close", made.public_id), sent).status_code == 302

    page = text(client.get(at("project", made.public_id)))
    assert "retirado de la cartera desde el 30-11-2007: Lo hará Vialidad." in page
    refused = client.post(at("money", made.public_id), {"ano": "2008", "fuentes": "1"})
    assert "su formulación ya no cambia" in text(refused)
    assert client.post(at("return", made.public_id), {"reason": "Se hará."}).status_code == 302
    made.refresh_from_db()
    assert (made.is_active, made.closed_because) == (True, "")


def test_it_is_not_closed_in_the_future_nor_without_a_reason(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made = project(cast, by=paula)
    sent = {"state": "finished", "closed_on": "2007-12-01", "reason": "Terminó."}

    late = client.post(at("close", made.public_id), sent)
    mute = client.post(at("close", made.public_id), sent | {"reason": " "})

    assert (late.status_code, mute.status_code) == (422, 422)
    assert "posterior a hoy" in text(late)
    made.refresh_from_db()
    assert made.is_active


def test_a_project_of_another_service_is_not_there(cast: Cast, client: Client) -> None:
    other = project(cast)
    stranger = cast.carla.client()

    assert stranger.get(at("project", other.public_id)).status_code == 404
    assert programmer(cast.other).client().get(at("change", other.public_id)).status_code == 404
    assert cast.ana.client().get(at("change", other.public_id)).status_code == 403


def test_a_null_byte_and_a_huge_number_are_only_wrong(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made = paid_for(project(cast, by=paula), paula)

    assert client.post(at("new"), WHOLE | {"name": "a\0b"}).status_code == 422
    assert client.post(at("new"), WHOLE | {"beneficiaries": "9" * 30}).status_code == 422
    assert client.post(at("new"), WHOLE | {"product_line": "9" * 30}).status_code == 422
    huge = client.post(at("money", made.public_id), sheet("9" * 30, "1"))
    assert huge.status_code == 422
    assert client.post(at("money", made.public_id), {"ano": "9" * 30, "fuentes": "x"}).status_code


def _asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len([q for q in asked.captured_queries if "accounts_session" not in q["sql"]])


def test_the_list_asks_the_same_for_many_as_for_few(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    iquique = Territory.objects.get(key="iquique")
    address = at("projects")

    def more() -> None:
        made = paid_for(project(cast, by=paula), paula)
        write_communes(made, {iquique: 10_000}, by=paula.access)
        tie_initiatives(made, [initiative(cast.serviu)], by=paula.access)

    more()
    client.get(address)
    few = _asked(client, address)
    for _ in range(4):
        more()
    assert _asked(client, address) == few


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?comuna_es=huara", {"Uno"}), ("?registro_es=incompleto", {"Uno", "Dos"}),
        ("?registro_es=completo", set()), ("?rate_es=rs-recomendado-satisfactoriamente", {"Dos"}),
        ("?mandato=no", {"Uno", "Dos"}), ("?mandato=si", set()), ("?etapa_es=diseno", {"Dos"}),
        ("?fuente_es=sector-minvu", {"Uno"}), ("?q=Dos", {"Dos"}),
    ],
)  # fmt: skip
def test_the_list_is_filtered(
    cast: Cast, client: Client, paula: Somebody, query: str, found: set[str]
) -> None:
    one = project(cast, by=paula, name="Uno")
    project(cast, by=paula, name="Dos", stage="design", rate="rs")
    write_money(one, [cost(7)], [source(7)], by=paula.access)
    one.refresh_from_db()
    write_communes(one, {Territory.objects.get(key="huara"): 10_000}, by=paula.access)

    page = client.get(at("projects") + query)

    rows: Any = page.context["list"].found.rows
    assert {row.name for row in rows} == found


def test_many_are_withdrawn_at_once_with_their_reason(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    rows = [project(cast, by=paula) for _ in range(2)]
    address = reverse("lists:confirm_bulk", args=["proyectos", "retirar"])
    sent: dict[str, Any] = {"camino": at("projects"), "fila": [row.public_id for row in rows]}

    shown = client.post(address, sent)
    mark = shown.context["plan"].fingerprint
    mute = client.post(address, sent | {"confirmado": mark, "reason": ""})
    done = client.post(address, sent | {"confirmado": mark, "reason": "Sin fondos."})

    assert "2 proyectos salen hoy de la cartera" in text(shown)
    assert mute.status_code == 422
    assert done.status_code == 302
    assert set(Project.objects.values_list("closed_because", flat=True)) == {"Sin fondos."}
    for row in rows:
        history = client.get(reverse("core:history", args=["proyecto", row.public_id]))
        assert "retiró 2 proyectos de la cartera" in text(history)


def test_many_pass_to_a_unit_that_is_chosen(cast: Cast, client: Client, paula: Somebody) -> None:
    rows = [project(cast, by=paula) for _ in range(2)]
    address = reverse("lists:confirm_bulk", args=["proyectos", "asignar"])
    sent: dict[str, Any] = {"camino": at("projects"), "fila": [row.public_id for row in rows]}

    sent["confirmado"] = client.post(address, sent).context["plan"].fingerprint
    sent["reason"] = "Reparto del año."
    none = client.post(address, sent)
    others = client.post(address, sent | {"chosen": str(cast.seremi.pk)})
    done = client.post(address, sent | {"chosen": str(cast.unit.pk)})

    assert (none.status_code, others.status_code, done.status_code) == (422, 422, 302)
    assert set(Project.objects.values_list("unit", flat=True)) == {cast.unit.pk}
    assert Event.objects.latest("sequence").reason == "Reparto del año."


def test_money_and_communes_saved_meanwhile_are_shown_beside_what_was_typed(
    cast: Cast, client: Client, paula: Somebody
) -> None:
    made = paid_for(project(cast, by=paula), paula)
    seen = {"seen": "0"}

    money = client.post(at("money", made.public_id), sheet("7", "7") | seen)
    share = client.post(at("communes", made.public_id), {field_of("iquique"): "100"} | seen)

    assert (money.status_code, share.status_code) == (409, 409)
    assert "31-02-004 2008: M$ 500.000" in text(money)
    assert "31-02-004 2008: M$ 7" in text(money)
    assert "Iquique 100 %" in text(share)
