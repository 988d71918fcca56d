"""Keeping a figure: an action, with the rows behind it; made again it is the same."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from minga.core import verification
from minga.core.errors import DomainError, NotAllowed
from minga.core.indicators import actions, registry
from minga.core.indicators.again import make_again
from minga.core.indicators.exports import report_of, snapshot_file
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.indicators.registry import Indicator, Row
from minga.core.looking import Looking
from minga.core.models import Chain, Event
from tests.conftest import TODAY, Cast, Somebody, nothing_recorded
from tests.workplan import factories

SCORE = "puntaje-del-programa"


def looking(cast: Cast) -> Looking:
    return Looking(2007, TODAY, cast.region.public_id, cast.region.pk, "Región de Tarapacá")


def score() -> Indicator:
    found = registry.indicator_of(SCORE)
    assert found is not None
    return found


def kept(cast: Cast, by: Somebody | None = None, **more: object) -> IndicatorSnapshot:
    asked = {"day": TODAY, "dimension": "service", "reason": "Actividad 3.1"} | more
    somebody = by or cast.ana
    return actions.take_snapshot(score(), looking(cast), **asked, by=somebody.access)  # type: ignore[arg-type]


def test_it_keeps_the_figure_its_meaning_and_its_rows(cast: Cast) -> None:
    plan = factories.approved(cast, ((40, 60),))
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    snapshot = kept(cast)

    assert (snapshot.numerator, snapshot.denominator, snapshot.rows_count) == (40, 100, 2)
    assert snapshot.definition == score().definition
    assert snapshot.parts == [["SERVIU Región de Tarapacá", 40, 100]]
    assert sorted(snapshot.rows.values()) == [
        ["2007, actividad 1.1", 40, 40],
        ["2007, actividad 1.2", 0, 60],
    ]
    assert len(snapshot.rows_digest) == 64


def test_it_is_recorded_and_vouched_for(cast: Cast) -> None:
    factories.approved(cast)

    snapshot = kept(cast)

    event = Event.objects.get(pk=snapshot.event_id)
    assert (event.kind, event.reason) == ("indicators.snapshot_taken", "Actividad 3.1")
    assert event.territory == cast.region.public_id
    assert f"indicators.indicatorsnapshot:{snapshot.pk}" in event.digests
    assert [f for f in verification.verify() if "indicator" in f.where] == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": "  "}, "para qué guarda"),
        ({"day": TODAY + timedelta(days=1)}, "hoy es 30-11-2007"),
        ({"day": date(2006, 1, 1)}, "todavía no se mide"),
    ],
)
def test_it_refuses_what_cannot_be_kept(cast: Cast, more: dict[str, object], said: str) -> None:
    factories.approved(cast)

    with nothing_recorded(), pytest.raises(DomainError, match=said):
        kept(cast, **more)

    assert not IndicatorSnapshot.objects.exists()


def test_who_has_no_role_for_it_keeps_nothing(cast: Cast) -> None:
    factories.approved(cast)

    for somebody in (cast.nora, cast.pia):
        with nothing_recorded(), pytest.raises(NotAllowed):
            kept(cast, by=somebody)


def test_made_again_later_it_is_the_same(cast: Cast) -> None:
    plan = factories.approved(cast, ((40, 60),))
    snapshot = kept(cast)
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)
    factories.modified(cast, plan, on=TODAY)

    again = make_again(snapshot)

    assert again.is_same
    assert again.measure is not None
    assert again.measure.numerator == snapshot.numerator == 0
    assert again.same_definition


def test_another_who_looks_makes_it_again_with_the_eyes_of_who_kept_it(cast: Cast) -> None:
    factories.approved(cast)
    snapshot = kept(cast, by=cast.gaby)

    assert actions.access_from(snapshot).territories == cast.gaby.access.territories
    assert make_again(IndicatorSnapshot.objects.get()).is_same


def test_what_does_not_agree_is_named(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.approved(cast, ((40, 60),))
    snapshot = kept(cast)
    (first, _) = snapshot.rows
    rows = [Row(first, "x", 1, 40, "Primera"), Row("nueva", "x", 5, 5, "Nueva")]
    changed = Indicator(SCORE, "x", "Otra", "x", "x", rows=lambda **asked: rows)
    monkeypatch.setitem(registry._registered, SCORE, changed)

    again = make_again(snapshot)

    said = {(d.label, d.before, d.now) for d in again.differences}
    assert ("Primera", "0 de 40", "1 de 40") in said
    assert ("Nueva", "no estaba", "5 de 5") in said
    assert ("2007, actividad 1.2", "0 de 60", "no estaba") in said
    assert not again.same_definition

    monkeypatch.delitem(registry._registered, SCORE)
    assert make_again(snapshot).measure is None


def test_each_person_sees_those_of_her_institution_or_her_places(cast: Cast) -> None:
    factories.approved(cast)
    kept(cast)

    seen = {
        name
        for name, somebody in cast.everybody().items()
        if IndicatorSnapshot.objects.visible_to(somebody.access).exists()
    }
    others = {"carla", "sofia", "pia"}
    assert seen == set(cast.everybody()) - others


def test_the_paper_is_always_the_same(cast: Cast) -> None:
    factories.approved(cast)
    snapshot = kept(cast)
    name, kind, first = snapshot_file(snapshot)
    factories.approved(cast, year=2006)

    assert snapshot_file(IndicatorSnapshot.objects.get())[2] == first
    assert (name[-4:], kind, first[:5]) == (".pdf", "application/pdf", b"%PDF-")
    assert snapshot_file(snapshot, "xlsx")[2][:2] == b"PK"


def test_its_paper_and_its_page_tell_the_same_hour_of_chile(cast: Cast) -> None:
    factories.approved(cast)
    snapshot = kept(cast)
    hour = f"{timezone.localtime(snapshot.known_at):%d-%m-%Y %H:%M:%S}"

    facts = dict(report_of(snapshot, Chain.objects.get(), whole=False).facts)
    page = cast.ana.client().get(f"/indicadores/mediciones/{snapshot.public_id}/").content.decode()

    assert facts["Según lo registrado hasta"] == hour
    assert hour in page


@pytest.mark.parametrize(
    ("change", "constraint"),
    [({"denominator": 0}, "was_measured"), ({"reason": ""}, "says_why")],
)
def test_the_database_keeps_no_figure_without_measure_or_reason(
    cast: Cast, change: dict[str, object], constraint: str
) -> None:
    factories.approved(cast)
    snapshot = kept(cast)
    values = {"pk": None, "public_id": "zzzzzzzzzzzz"} | change
    for name, value in values.items():
        setattr(snapshot, name, value)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        snapshot.save_base(force_insert=True)


def test_a_kept_figure_never_changes(cast: Cast) -> None:
    factories.approved(cast)
    kept(cast)

    for statement in (
        "UPDATE indicators_indicatorsnapshot SET numerator = 1",
        "DELETE FROM indicators_indicatorsnapshot",
    ):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
