"""A later change of the division: prepared by one, approved by another, and then in every frame
from its day on. Invented laws."""

from datetime import date
from typing import Any

import pytest

from minga.core.errors import DomainError, NotAllowed
from minga.core.models import Event
from minga.core.versions import ChangedSinceOpened, PreparedByApprover
from minga.territory.actions import Part, add_part, approve_change, prepare_change, remove_part
from minga.territory.actions import refusals as no
from minga.territory.awaiting import check
from minga.territory.frames import frame_on
from minga.territory.models import Kind, Territory, TerritoryChange
from minga.territory.reexpress import figures, reexpress
from tests.conftest import Cast, nothing_recorded
from tests.core.database import by_hand, refused, sql

DAY = date(2009, 1, 1)
EVE = date(2008, 12, 31)
MATILLA = Part("01405", code="01406", name="Matilla", parent="014", kind="commune")


def prepared(cast: Cast, *parts: Part, kind: str = "split", **more: Any) -> TerritoryChange:
    said = {
        "kind": kind,
        "title": "Se crea la comuna de Matilla",
        "takes_effect_on": DAY,
        "legal_basis": "Ley de ejemplo",
        "gazette_on": date(2008, 6, 1),
    } | more
    change = prepare_change(by=cast.nora.access, **said)
    for part in parts:
        add_part(change, part, by=cast.nora.access)
    return TerritoryChange.objects.get(pk=change.pk)


def split(cast: Cast) -> TerritoryChange:
    return prepared(cast, Part("01405"), MATILLA)


def names(day: date, code: str = "014") -> list[str]:
    frame = frame_on(day)
    whole = frame.by_code(code)
    return [v.name for v in frame.communes_in(whole.territory_id)] if whole else []


def test_a_commune_is_split_from_its_day_on(cast: Cast) -> None:
    change = split(cast)

    approve_change(change, by=cast.diana.access)

    assert "Matilla" not in names(EVE)
    assert names(DAY) == ["Camiña", "Colchane", "Huara", "Matilla", "Pica", "Pozo Almonte"]
    new = frame_on(DAY).by_code("01406")
    assert new is not None
    assert (new.begun_by_id, new.legal_basis) == (change.pk, "Ley de ejemplo (D.O. 01-06-2008)")
    assert new.territory.key == "matilla"
    # Pica goes on as the same place: its version did not end.
    assert Territory.objects.get(key="pica").versions.get(code="01405").valid_until is None
    event = Event.objects.latest("sequence")
    assert (event.kind, event.subject_id) == ("territory.change_approved", change.pk)


def test_figures_of_what_was_split_are_not_divided(cast: Cast) -> None:
    approve_change(split(cast), by=cast.diana.access)
    pica = Territory.objects.get(key="pica")
    old = figures([(pica.pk, EVE, 10)])

    assert len(reexpress(old, on=DAY, kind=Kind.COMMUNE).undivided) == 1
    assert reexpress(old, on=DAY, kind=Kind.PROVINCE).total == 10
    new = figures([(Territory.objects.get(key="matilla").pk, DAY, 4), (pica.pk, DAY, 6)])
    assert reexpress(new, on=EVE, kind=Kind.COMMUNE).totals == {pica.pk: 10}


def test_two_communes_are_joined_in_one(cast: Cast) -> None:
    parts = [Part("01404", target="01401", name="Pampa"), Part("01401", name="Pampa")]

    approve_change(prepared(cast, *parts, kind="merge"), by=cast.diana.access)

    assert names(DAY) == ["Camiña", "Colchane", "Pampa", "Pica"]
    huara, pozo = (Territory.objects.get(key=key).pk for key in ("huara", "pozo-almonte"))
    assert frame_on(DAY).versions.get(huara) is None
    assert reexpress(
        figures([(huara, EVE, 3), (pozo, EVE, 4)]), on=DAY, kind=Kind.COMMUNE
    ).totals == {pozo: 7}


def test_a_new_province_takes_its_communes_along(cast: Cast) -> None:
    parts = [
        Part("014"),
        Part("014", code="016", name="Pampa", parent="01", kind="province"),
        Part("01404", code="01601", parent="016"),
        Part("01401", code="01602", parent="016"),
    ]

    approve_change(prepared(cast, *parts), by=cast.diana.access)

    assert names(DAY, "016") == ["Huara", "Pozo Almonte"]
    assert names(DAY, "014") == ["Camiña", "Colchane", "Pica"]
    assert names(EVE, "014") == ["Camiña", "Colchane", "Huara", "Pica", "Pozo Almonte"]


def test_a_place_gets_another_name(cast: Cast) -> None:
    approve_change(
        prepared(cast, Part("01405", name="Pica y Matilla"), kind="rename"), by=cast.diana.access
    )

    pica = Territory.objects.get(key="pica")
    assert [frame_on(day).name_of(pica.pk) for day in (EVE, DAY)] == ["Pica", "Pica y Matilla"]


def test_who_prepared_it_does_not_approve_it(cast: Cast) -> None:
    change = split(cast)

    with nothing_recorded(), pytest.raises(PreparedByApprover):
        approve_change(change, by=cast.nora.access)
    with refused("Quien preparó no aprueba"):
        sql(
            "UPDATE territory_territorychange SET status = 'approved', approved_on = '2009-01-01', "
            "approved_by_id = %s WHERE id = %s",
            cast.nora.pk, change.pk,
        )  # fmt: skip


def test_only_its_roles_prepare_and_approve(cast: Cast) -> None:
    change = split(cast)
    for who in (cast.ana, cast.carla, cast.aldo, cast.gaby, cast.pia):
        with nothing_recorded(), pytest.raises(NotAllowed):
            approve_change(change, by=who.access)
        with nothing_recorded(), pytest.raises(NotAllowed):
            add_part(change, MATILLA, by=who.access)
    with nothing_recorded(), pytest.raises(NotAllowed):
        prepare_change(by=cast.diana.access, title="x")


def test_what_changed_since_it_was_read_is_not_approved(cast: Cast) -> None:
    change = split(cast)
    read = change.event_id
    remove_part(change.parts.order_by("pk")[0], by=cast.nora.access)

    with nothing_recorded(), pytest.raises(ChangedSinceOpened):
        approve_change(change, seen=read, by=cast.diana.access)


def test_an_approved_change_takes_no_part_and_is_not_approved_again(cast: Cast) -> None:
    change = split(cast)
    approve_change(change, by=cast.diana.access)

    for attempt in (
        lambda: approve_change(change, by=cast.diana.access),
        lambda: add_part(change, MATILLA, by=cast.nora.access),
        lambda: remove_part(change.parts.all()[0], by=cast.nora.access),
    ):
        with nothing_recorded(), pytest.raises(no.ChangeIsApproved):
            attempt()


@pytest.mark.parametrize(
    ("parts", "kind", "refusal", "says"),
    [
        ([], "split", no.NothingChanges, "no dice qué cambia"),
        ([MATILLA], "split", no.NotOfItsKind, "dos partes con el mismo territorio de origen"),
        ([Part("01405")], "merge", no.NotOfItsKind, "el mismo territorio resultante"),
        (
            [Part("01405", code="01401")],
            "recode",
            no.CodeTaken,
            "El código 01401 es de «Pozo Almonte» el 01-01-2009",
        ),
        (
            [Part("01405", code="1405")],
            "recode",
            no.BadCode,
            "debe tener 5 dígitos y comenzar con 014",
        ),
        ([Part("01405", code="01199")], "recode", no.BadCode, "comenzar con 014"),
        ([Part("01405", parent="099")], "recode", no.UnknownCode, "código «099»"),
        (
            [Part("014", target="011")],
            "recode",
            no.Orphans,
            "sin territorio al que pertenecer: Camiña, Colchane, Huara, Pica, Pozo Almonte",
        ),
    ],
)
def test_each_refusal_says_what_to_do_and_leaves_nothing(
    cast: Cast, parts: list[Part], kind: str, refusal: type[DomainError], says: str
) -> None:
    change = prepared(cast, *parts, kind=kind)

    with nothing_recorded(), pytest.raises(refusal, match=says):
        approve_change(change, by=cast.diana.access)

    assert len(names(DAY)) == 5
    assert not Territory.objects.filter(key="matilla").exists()


def test_a_code_of_nobody_is_refused_when_it_is_typed(cast: Cast) -> None:
    change = prepared(cast)
    for code in ("1405", "01106", "99999"):
        with nothing_recorded(), pytest.raises(no.UnknownCode, match=f"«{code}»"):
            add_part(change, Part(code), by=cast.nora.access)


def test_a_change_is_not_entered_before_another_of_the_same_place(cast: Cast) -> None:
    early = prepared(
        cast,
        Part("01106", name="Pozo"),
        kind="rename",
        takes_effect_on=date(2006, 1, 1),
        gazette_on=None,
    )

    with nothing_recorded(), pytest.raises(no.OutOfOrder, match="ya cambia después del 01-01-2006"):
        approve_change(early, by=cast.diana.access)


def test_two_places_of_one_name_get_keys_of_their_own(cast: Cast) -> None:
    again = Part("01405", code="01407", name="Pica", parent="014", kind="commune")

    approve_change(prepared(cast, Part("01405"), again), by=cast.diana.access)

    new = frame_on(DAY).by_code("01407")
    assert new is not None
    assert new.territory.key == "pica-2"


def test_it_awaits_who_may_approve_it_and_not_who_wrote_in_it(cast: Cast) -> None:
    split(cast)

    for who, sees in ((cast.diana, True), (cast.nora, False), (cast.ana, False)):
        assert ("Se crea la comuna de Matilla" in who.client().get("/").content.decode()) is sees


def test_the_verification_names_what_hangs_from_nothing(cast: Cast) -> None:
    assert list(check()) == []
    with by_hand():
        sql(
            "UPDATE territory_territoryversion SET valid_until = '2020-01-01' WHERE code = '014'",
        )

    found = list(check())

    assert len(found) == 5
    assert "Pica es parte el 01-01-2020 de un territorio que ese día no rige." in {
        finding.sentence for finding in found
    }
