"""The history of a plan and its versions: who did what, when and why, with what changed."""

from minga.workplan import actions
from tests.conftest import Cast, Somebody
from tests.workplan import factories
from tests.workplan.by_hand import Made
from tests.workplan.pages import Response, all_words, text, to

LINES, VERSIONS = '//ol[@class="events"]/li', "//main//tbody/tr"


def show(made: Made, by: Somebody) -> Response:
    response = by.client().get(to("history", made.plan.public_id))
    assert response.status_code == 200
    return response


def test_it_tells_everything_newest_first(made: Made) -> None:
    found = all_words(show(made, made.cast.ana), LINES)

    assert len(found) == made_events()
    assert found[0].startswith("30-11-2007 B. Díaz devolvió la evidencia de 1.3 Motivo: Falta la")
    assert found[-1].startswith("01-03-2007 A. Soto comenzó a preparar el programa 2007")
    assert f"{made_events()} hechos y 3 versiones" in text(show(made, made.cast.ana))


def made_events() -> int:
    """Six to prepare and approve, three to modify, one draft, five about evidence."""
    return 1 + 4 + 2 + 3 + 1 + 5


def test_it_shows_both_texts_of_what_changed(made: Made) -> None:
    values = factories.values(made.cast, weight=41)
    actions.change_activity(made.activity, values, revision=0, by=made.cast.ana.access)

    first = all_words(show(made, made.cast.ana), LINES)[0]

    assert "A. Soto cambió la actividad 1.1 Ponderación: 40 → 41" in first


def test_what_a_draft_says_is_for_those_who_see_drafts(made: Made) -> None:
    values = factories.values(made.cast, weight=41)
    actions.change_activity(made.activity, values, revision=0, by=made.cast.ana.access)

    for name, somebody in made.cast.everybody().items():
        if name in ("carla", "pia"):
            continue
        found = " ".join(all_words(show(made, somebody), LINES))
        sees = name in ("ana", "bruno", "emilio", "diana")
        assert ("40 → 41" in found, "versión 3" in found) == (sees, sees), name
        assert "devolvió la evidencia de 1.3" in found


def test_a_discarded_draft_is_not_told_to_others_either(made: Made) -> None:
    actions.discard_draft(made.draft, by=made.cast.ana.access)

    assert "versión 3" in text(show(made, made.cast.ana))
    assert "versión 3" not in text(show(made, made.cast.gaby))


def test_once_approved_all_read_how_it_came_to_be(made: Made) -> None:
    factories.sign(made.cast, factories.send(made.cast, made.draft))

    assert "abrió la versión 3 para modificar el programa" in text(show(made, made.cast.gaby))


def test_the_versions_say_their_state_and_who_approved_them(made: Made) -> None:
    own = all_words(show(made, made.cast.ana), VERSIONS)

    assert own == [
        "3 borrador –",
        "Versión 2 vigente 15-06-2007D. Pérez",
        "Versión 1 reemplazada 30-03-2007D. Pérez",
    ]
    assert all_words(show(made, made.cast.gaby), VERSIONS) == own[1:]


def test_a_long_history_has_pages(cast: Cast) -> None:
    plan = factories.draft(cast, ((2,) * 50,)).plan
    client, url = cast.ana.client(), to("history", plan.public_id)

    first, second = (client.get(url, {"pagina": page}) for page in (1, 2))

    assert (len(all_words(first, LINES)), len(all_words(second, LINES))) == (50, 2)
    assert "52 hechos y 1 versión" in text(second)
    assert client.get(url, {"pagina": "nueve"}).status_code == 200


def test_a_superseded_version_is_shown_as_it_was_approved(made: Made) -> None:
    values = factories.values(made.cast, weight=40, title="Otra cosa")
    actions.change_activity(made.activity, values, revision=0, by=made.cast.ana.access)
    factories.sign(made.cast, factories.send(made.cast, made.draft))
    client = made.cast.gaby.client()

    old, new = (client.get(to("version", made.plan.public_id, number)) for number in (1, 3))

    said = "Aprobada por D. Pérez el 30-03-2007; reemplazada el 15-06-2007."
    assert said in text(old)
    assert "Aprobada por D. Pérez el 15-06-2007 y vigente." in text(new)
    assert "1.1 Actualizar los planes" in text(old)
    assert "1.1 Otra cosa" in text(new)
    assert "Total 100" in text(old)


def test_an_open_version_or_one_that_does_not_exist_has_no_such_page(made: Made) -> None:
    client = made.cast.ana.client()

    for number in (3, 9):
        assert client.get(to("version", made.plan.public_id, number)).status_code == 404
