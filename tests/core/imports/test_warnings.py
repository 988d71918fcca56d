"""Warnings are justified with a text that stays, for the very rows that were seen."""

import pytest

from minga.core.errors import NotAllowed
from minga.core.imports import actions
from minga.core.imports.models import Import, Justification
from minga.core.imports.refusals import NotNow
from minga.core.models import Event
from tests.conftest import Somebody, nothing_recorded
from tests.core.imports.making import applied, codes, imported, preview, xlsx

DEAR = (("P-001", "Uno", 600_000_000, 1), ("P-002", "Dos", 700_000_000, 0), ("P-003", "Tres", 1, 1))
WHY = "Lo confirmó la unidad de obras."


def justified(upload: Import, by: Somebody, code: str = "dear") -> Justification:
    return actions.justify(upload, code=code, text=WHY, by=by.access)


def test_a_file_with_warnings_waits_for_them(ana: Somebody):
    upload = imported(xlsx(DEAR), ana.access)

    assert (upload.status, upload.errors, upload.warnings, upload.unjustified) == ("ready", 0, 3, 3)
    with pytest.raises(actions.WarningsOpen, match="Quedan 3 advertencias"), nothing_recorded():
        actions.apply_import(upload, seen=upload.seen, by=ana.access)
    assert codes() == []


def test_a_group_is_justified_with_one_text_that_stays(ana: Somebody):
    upload = imported(xlsx(DEAR), ana.access)

    given = justified(upload, ana)
    justified(upload, ana, "empty_lot")

    upload.refresh_from_db()
    assert (len(given.digests), upload.unjustified) == (2, 0)
    event = Event.objects.filter(kind="imports.justified").order_by("sequence").first()
    assert event is not None
    assert (event.reason, event.data["count"]) == (WHY, "2 advertencias")
    actions.apply_import(upload, seen=upload.seen, by=ana.access)
    assert codes() == ["P-001", "P-002", "P-003"]


def test_one_by_one_too(ana: Somebody):
    upload = imported(xlsx(DEAR), ana.access)
    first = next(w for w in preview(upload)["warnings"] if w["cell"] == "C2")

    actions.justify(upload, code="dear", text=WHY, digests=[first["digest"]], by=ana.access)

    upload.refresh_from_db()
    assert upload.unjustified == 2


def test_a_justification_needs_words_and_something_to_justify(ana: Somebody):
    upload = imported(xlsx(DEAR), ana.access)

    with pytest.raises(actions.JustificationNeeded), nothing_recorded():
        actions.justify(upload, code="dear", text="  ", by=ana.access)
    with pytest.raises(NotNow), nothing_recorded():
        actions.justify(upload, code="other", text=WHY, by=ana.access)
    with pytest.raises(NotNow), nothing_recorded():
        actions.justify(upload, code="dear", text=WHY, digests=["0" * 32], by=ana.access)
    justified(upload, ana)
    with pytest.raises(NotNow, match="ya estaban"), nothing_recorded():
        justified(upload, ana)


def test_others_do_not_justify(ana: Somebody, carla: Somebody):
    upload = imported(xlsx(DEAR), ana.access)

    with pytest.raises(NotAllowed), nothing_recorded():
        justified(upload, carla)


def test_nothing_is_justified_after_the_end(ana: Somebody):
    upload = imported(xlsx(DEAR), ana.access)
    actions.discard(upload, by=ana.access)

    with pytest.raises(NotNow), nothing_recorded():
        justified(upload, ana)


def test_it_holds_for_the_file_that_takes_its_place(ana: Somebody):
    upload = imported(xlsx(DEAR), ana.access)
    justified(upload, ana)

    again = imported(xlsx([*DEAR, ("P-004", "Cuatro", 5, 5)]), ana.access, instead_of=upload)

    upload.refresh_from_db()
    assert (upload.status, again.unjustified) == ("superseded", 1)


def test_it_is_given_again_when_the_data_of_the_row_changed(ana: Somebody):
    upload = imported(xlsx(DEAR), ana.access)
    justified(upload, ana)
    justified(upload, ana, "empty_lot")

    changed = [("P-001", "Uno", 650_000_000, 1), *DEAR[1:]]
    again = imported(xlsx(changed), ana.access, instead_of=upload)

    assert again.unjustified == 1
    with pytest.raises(actions.WarningsOpen), nothing_recorded():
        actions.apply_import(again, seen=again.seen, by=ana.access)


def test_it_does_not_hold_for_another_file(ana: Somebody):
    upload = imported(xlsx(DEAR), ana.access)
    justified(upload, ana)

    assert imported(xlsx(DEAR), ana.access).unjustified == 3


def test_rows_that_change_nothing_need_no_justification(ana: Somebody):
    upload = imported(xlsx(DEAR[:1]), ana.access)
    justified(upload, ana)
    actions.apply_import(upload, seen=upload.seen, by=ana.access)

    again = imported(xlsx([*DEAR[:1], DEAR[2]]), ana.access)

    assert (again.warnings, again.same, again.new) == (0, 1, 1)


def test_only_what_is_open_gives_its_place(ana: Somebody):
    done = applied(xlsx(DEAR[2:]), ana.access)

    with pytest.raises(NotNow):
        imported(xlsx(DEAR[2:]), ana.access, instead_of=done)
    done.refresh_from_db()
    assert done.status == "applied"
