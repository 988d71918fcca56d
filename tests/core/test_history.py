"""The history of any record: who, when, what and why, with both texts of what changed."""

from datetime import date

import pytest

from minga.core import history
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.history import Change, lines
from minga.core.models import Event
from minga.people.models import Organisation
from tests.conftest import SCRIBE, Cast
from tests.core.deeds import rename
from tests.workplan import factories


@action("tests.changed", says="cambió la ficha")
def change(organisation: Organisation, *, by: Access, on: date | None = None) -> None:
    current_act().about(
        organisation,
        reason="Se corrigió.",
        changes=[["Nombre", "Uno", "Dos"], ["Misión", "Antes " * 20, ""]],
        batches={"people.membership": 1200},
    )


def page(cast: Cast, who: str, path: str) -> str:
    answer = cast.everybody()[who].client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_tells_everything_with_both_texts(cast: Cast) -> None:
    rename(cast.unit, "Unidad de Control", by=cast.ana.access)
    change(cast.unit, by=SCRIBE)

    told = page(cast, "ana", f"/historia/organizacion/{cast.unit.public_id}/")

    assert "<b>3 hechos</b>, del más reciente al primero" in told
    assert "A. Soto cambió el nombre a Unidad de Control" in told
    assert "Motivo: Se corrigió." in told
    assert "Nombre: <del>Uno</del> → <ins>Dos</ins>" in told
    assert "<ins>(vacío)</ins>" in told
    assert "1.200 filas escritas" in told


def test_a_change_is_long_when_either_text_is(cast: Cast) -> None:
    change(cast.unit, by=SCRIBE)
    (line,) = lines(Event.objects.filter(kind="tests.changed"))

    assert [c.is_long for c in line.changes] == [False, True]
    assert line.changes[0] == Change("Nombre", "Uno", "Dos")
    assert line.rows == 1200


def test_what_is_of_others_or_unknown_has_no_history(cast: Cast) -> None:
    plan = factories.approved(cast)
    path = f"/historia/programa-de-trabajo/{plan.public_id}/"

    for who in cast.everybody():
        expected = 404 if who in ("carla", "pia") else 200
        assert cast.everybody()[who].client().get(path).status_code == expected, who
        assert cast.everybody()[who].client().get(f"{path}historia.xlsx").status_code == expected
    for wrong in (
        "/historia/nada/bcdfghjkmnpq/",
        "/historia/programa-de-trabajo/bcdfghjkmnpq/",
        f"{path}historia.exe",
    ):
        assert cast.ana.client().get(wrong).status_code == 404


def test_what_a_draft_says_is_of_those_who_see_drafts(cast: Cast) -> None:
    plan = factories.approved(cast)
    factories.reopened(cast, plan)
    path = f"/historia/programa-de-trabajo/{plan.public_id}/"

    assert "versión 2" in page(cast, "ana", path)
    assert "versión 2" not in page(cast, "gaby", path)


def test_a_long_history_has_pages(cast: Cast) -> None:
    for _ in range(51):
        change(cast.unit, by=SCRIBE)
    path = f"/historia/organizacion/{cast.unit.public_id}/"

    assert "Página 1 de 2" in page(cast, "ana", path)
    assert "agregó la organización" in page(cast, "ana", f"{path}?pagina=2")


@pytest.mark.parametrize(("fmt", "begins"), [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("docx", b"PK")])
def test_it_is_handed_over_as_a_form(cast: Cast, fmt: str, begins: bytes) -> None:
    change(cast.unit, by=SCRIBE)
    path = f"/historia/organizacion/{cast.unit.public_id}/historia.{fmt}"

    answer = cast.ana.client().get(path)

    assert answer.content.startswith(begins)
    assert f'.{fmt}"' in answer["Content-Disposition"]


def test_an_area_gets_it_in_one_line(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_registered", {})
    history.register_history(
        type(cast.region), visible=lambda access: type(cast.region).objects.all()
    )

    told = history.told(cast.pia.access, "territorio", cast.region.public_id)

    assert told.title == "region-tarapaca"
    with pytest.raises(AssertionError):
        history.register_history(type(cast.region))
