"""What goes out comes back: unchanged it changes nothing, edited it changes what was edited."""

from typing import Any

import pytest

from minga.core.imports import actions, staging
from minga.core.imports.refusals import Stale
from minga.core.models import Event
from minga.works.bulk.columns import FIELDS
from minga.works.models import Project
from tests.conftest import Cast
from tests.core.imports import making
from tests.works.bulk.making import book, hard, opened, placed, sent, taken, whole, written
from tests.works.factories import programmer


def test_the_workbook_as_it_went_out_changes_nothing(cast: Cast) -> None:
    paula = programmer(cast.serviu)
    made = hard(cast, paula)

    upload = sent(paula, book(cast))

    assert making.problems(upload) == []
    assert (upload.status, upload.same) == ("no_change", len(made)), making.preview(upload)
    assert len(FIELDS) >= 60


def test_what_was_edited_changes_and_nothing_else(cast: Cast) -> None:
    paula = programmer(cast.serviu)
    made = hard(cast, paula)
    before, revision = _said(made), Project.objects.get(pk=made[1].pk).revision
    rows = opened(book(cast))
    at = next(number for number, one in enumerate(rows) if one["bip"] == made[1].bip)
    rows[at] |= {
        "shares_1_percent": 4333.0 / 100, "shares": "", "frames_2_name": "", "name": "Plaza",
        "costs_1_amount": 300, "sources_1_amount": 300,
    }  # fmt: skip
    for number in (3, 4):
        rows[at][f"shares_{number}_percent"] = 20
    rows[at]["shares_2_percent"] = 16.67

    upload = sent(paula, written(rows))
    assert making.problems(upload) == []
    assert (upload.new, upload.changed, upload.same) == (0, 1, len(made) - 1)
    fields = {label for label, _, _ in making.preview(upload)["changed"][0]["fields"]}
    assert fields == {"Nombre", "Comunas", "Iniciativas regionales", "Costos", "Fuentes"}
    actions.apply_import(upload, seen=upload.seen, by=paula.access)

    after = _said(made)
    assert {key for key in before if before[key] != after[key]} == {made[1].bip}
    said = after[made[1].bip]
    assert said["shares"] == {"iquique": 4333, "pica": 1667, "alto-hospicio": 2000, "camina": 2000}
    assert (sum(said["costs"].values()), said["sources"]["citizens"]) == (1_100_000, 300_000)
    assert len(said["ties"]) == len(before[made[1].bip]["ties"]) - 1
    assert said["impact"] == before[made[1].bip]["impact"]
    again = Project.objects.get(pk=made[1].pk)
    assert (again.revision, again.share_total) == (revision + 1, 10_000)
    assert Event.objects.latest("sequence").kind == "imports.applied"


def _said(projects: list[Project]) -> dict[str, dict[str, Any]]:
    """All that the tables keep of each."""
    return {
        one.bip: {
            "record": Project.objects.filter(pk=one.pk).values().get()
            | {"event_id": 0, "revision": 0, "share_total": 0},
            "impact": Project.objects.get(pk=one.pk).expected_impact,
            "shares": dict(one.shares.values_list("territory__key", "hundredths")),
            "costs": {
                (code, year): amount
                for code, year, amount in one.costs.values_list("line_item", "year", "amount")
            },
            "sources": dict(one.sources.values_list("kind", "amount")),
            "ties": set(one.ties.values_list("initiative", flat=True)),
        }
        for one in projects
    }


def test_a_new_project_comes_with_all_its_parts(cast: Cast) -> None:
    paula = programmer(cast.serviu)
    whole(cast, paula)
    given = opened(book(cast))[0] | {"bip": "30045678-0", "costs": "31-02-001 2009: 1.000"}
    given |= {"sources": "municipalidad (SEREMI): 1.000", "shares_1_commune": "IQUIQUE"}

    taken(paula, given)

    made = Project.objects.get(bip="30045678-0")
    old = Project.objects.exclude(pk=made.pk).get()
    same = ("name", "location", "unit_id", "currency_month", "expected_impact", "rate_on")
    assert [getattr(made, name) for name in same] == [getattr(old, name) for name in same]
    assert (made.share_total, made.prepared_by_id) == (10_000, paula.pk)
    assert made.dossier.service_id == cast.serviu.pk
    assert dict(made.costs.values_list("year", "amount")) == {2008: 500_000_000, 2009: 1_000_000}
    assert set(made.sources.values_list("kind", "organisation")) == {
        ("sector", None), ("municipality", cast.seremi.pk),
    }  # fmt: skip
    assert sent(paula, book(cast)).status == "no_change"


def test_columns_that_do_not_come_stay_as_they_are(cast: Cast) -> None:
    paula = programmer(cast.serviu)
    made = whole(cast, paula)
    given = {"bip": made.bip, "stage": "ejecución", "name": "Otro", "typology": "proyecto"}

    upload = sent(paula, written([given]))

    assert making.problems(upload) == []
    assert making.preview(upload)["notes"] == []
    assert [label for label, _, _ in making.preview(upload)["changed"][0]["fields"]] == ["Nombre"]
    taken(paula, given)
    made.refresh_from_db()
    assert (made.name, made.share_total, made.costs.count()) == ("Otro", 10_000, 1)


def test_what_begins_with_an_equals_sign_goes_out_as_text(cast: Cast) -> None:
    paula = programmer(cast.serviu)
    hard(cast, paula)

    upload = sent(paula, book(cast))

    assert making.preview(upload)["notes"] is not None
    assert upload.warnings == 0  # a formula would be one
    assert any(one["name"].startswith("=HYPERLINK") for one in opened(book(cast)))
    assert staging.prepared(upload.public_id, staging.ANNOTATED).exists()


def test_a_project_that_changed_since_the_preview_is_told(cast: Cast) -> None:
    paula = programmer(cast.serviu)
    made = whole(cast, paula)
    given = opened(book(cast))[0] | {"name": "Otro"}
    upload = sent(paula, written([given]))
    placed(made, paula, iquique=10_000)

    with pytest.raises(Stale):
        actions.apply_import(upload, seen=upload.seen, by=paula.access)

    made.refresh_from_db()
    assert made.name != "Otro"
    assert made.shares.get().hundredths == 10_000
