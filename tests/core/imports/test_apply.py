"""From a file to the table: once, whole, and told in one event."""

from dataclasses import replace
from datetime import date

import pytest

from minga.core import verification
from minga.core.errors import NotAllowed
from minga.core.imports import actions, writing
from minga.core.imports.models import Import
from minga.core.imports.refusals import NotNow, Stale
from minga.core.imports.spec import _specs
from minga.core.models import Event, Verification
from minga.core.months import Month
from minga.core.versions import preparers_of
from tests.conftest import TODAY, Somebody, nothing_recorded
from tests.core.imports.making import applied, codes, imported, lots, preview, sent, xlsx
from tests.core.imports.sample.models import Lot

TWO = (("P-001", "Los Molles", 1_500_000, 3), ("P-002", "Tamarugal", 2_000_000, 1))
MENDED = (("P-001", "Los Molles", 1_800_000, 3), ("P-003", "Algarrobo", None, None))
ALL = ("Código", "Nombre", "Avalúo UF", "Recibido el", "Mes", "RUT dueño", "Uso", "Pavimentado")


def test_a_file_becomes_rows_with_one_event(ana: Somebody):
    upload = imported(xlsx(TWO), ana.access)
    assert (upload.status, upload.new, upload.changed, upload.errors) == ("ready", 2, 0, 0)

    actions.apply_import(upload, seen=upload.seen, by=ana.access)

    lot = Lot.objects.get(code="P-001")
    assert (lot.name, lot.amount, lot.dwellings) == ("Los Molles", 1_500_000, 3)
    assert lot.institution_id == ana.access.grants[0].institution_id
    event = Event.objects.get(kind="imports.applied")
    assert set(Lot.objects.values_list("event_id", flat=True)) == {event.pk}
    assert event.data["counts"] == {"new": 2, "changed": 0, "same": 0}
    assert event.data["file"] == upload.file_sha256


def test_every_kind_of_value_arrives_as_it_was_written(ana: Somebody):
    row = ("P-001", "Los Molles", "1.234,5", date(2007, 10, 8), "octubre 2007", "12.345.678-5")

    applied(xlsx([(*row, "Comercial", "sí")], ALL), ana.access)

    lot = Lot.objects.get()
    assert (lot.value_uf, lot.received_on, lot.month) == (
        12_345_000,
        date(2007, 10, 8),
        Month(2007, 10),
    )
    assert (lot.owner, lot.use, lot.is_paved) == ("12345678-5", "trade", True)
    assert imported(xlsx([(*row, "comercial", "SI")], ALL), ana.access).status == "no_change"


def test_the_difference_is_told_field_by_field(ana: Somebody):
    applied(xlsx(TWO), ana.access)

    upload = imported(xlsx(MENDED), ana.access)

    assert (upload.rows, upload.new, upload.changed, upload.same, upload.missing) == (2, 1, 1, 0, 1)
    shown = preview(upload)
    assert shown["changed"] == [
        {"key": "P-001", "fields": [["Monto total ($)", "$ 1.500.000", "$ 1.800.000"]]}
    ]
    assert [row["key"] for row in shown["new"]] == ["P-003"]
    assert shown["missing"] == ["P-002"]


def test_what_the_file_does_not_bring_is_never_deleted(ana: Somebody):
    applied(xlsx(TWO), ana.access)

    applied(xlsx(MENDED), ana.access)

    assert codes() == ["P-001", "P-002", "P-003"]
    assert Lot.objects.get(code="P-001").amount == 1_800_000


def test_a_column_that_does_not_come_stays_as_it_is(ana: Somebody):
    applied(xlsx(TWO), ana.access)

    applied(xlsx([("P-001", "Otro nombre")], ("Código", "Nombre")), ana.access)

    lot = Lot.objects.get(code="P-001")
    assert (lot.name, lot.amount) == ("Otro nombre", 1_500_000)


def test_an_empty_cell_leaves_it_empty(ana: Somebody):
    applied(xlsx(TWO), ana.access)

    applied(xlsx([("P-001", "Los Molles", None, 3)]), ana.access)

    assert Lot.objects.get(code="P-001").amount is None


def test_the_same_file_twice_changes_nothing(ana: Somebody):
    first = applied(xlsx(TWO), ana.access)

    again = imported(xlsx(TWO), ana.access)

    assert (again.status, again.same) == ("no_change", 2)
    assert actions.applied_before(again) == first
    with pytest.raises(NotNow), nothing_recorded():
        actions.apply_import(again, seen=again.seen, by=ana.access)


def test_another_service_has_its_own_rows(ana: Somebody, carla: Somebody):
    applied(xlsx(TWO), ana.access)

    upload = applied(xlsx(TWO), carla.access)

    assert (upload.new, upload.missing) == (2, 0)
    assert Lot.objects.count() == 4


def test_what_changed_since_the_preview_has_to_be_reviewed_again(ana: Somebody, bruno: Somebody):
    applied(xlsx(TWO), ana.access)
    first = imported(xlsx(MENDED), ana.access)
    second = imported(xlsx([("P-001", "Los Molles", 1_700_000, 3)]), bruno.access)
    actions.apply_import(first, seen=first.seen, by=ana.access)

    with pytest.raises(Stale, match="cambiaron desde la vista previa"), nothing_recorded():
        actions.apply_import(second, seen=second.seen, by=bruno.access)

    assert Lot.objects.get(code="P-001").amount == 1_800_000


def test_other_rows_may_change_meanwhile(ana: Somebody, bruno: Somebody):
    applied(xlsx(TWO), ana.access)
    first = imported(xlsx([("P-001", "Los Molles", 1_800_000, 3)]), ana.access)
    second = imported(xlsx([("P-002", "Tamarugal", 9, 1)]), bruno.access)

    for upload in (first, second):
        actions.apply_import(upload, seen=upload.seen, by=ana.access)

    assert Lot.objects.get(code="P-002").amount == 9


def test_one_applies_what_one_saw(ana: Somebody):
    upload = imported(xlsx(TWO), ana.access)

    with pytest.raises(Stale), nothing_recorded():
        actions.apply_import(upload, seen="otra cosa", by=ana.access)

    assert codes() == []


def test_it_is_applied_once(ana: Somebody):
    upload = applied(xlsx(TWO), ana.access)

    with pytest.raises(NotNow, match="aplicada"), nothing_recorded():
        actions.apply_import(upload, seen=upload.seen, by=ana.access)


def test_only_who_imports_there_applies_or_discards(ana: Somebody, carla: Somebody, gaby: Somebody):
    upload = imported(xlsx(TWO), ana.access)

    for other in (carla, gaby):
        with pytest.raises(NotAllowed), nothing_recorded():
            actions.apply_import(upload, seen=upload.seen, by=other.access)
        with pytest.raises(NotAllowed), nothing_recorded():
            actions.discard(upload, by=other.access)


def test_who_imports_nothing_sends_nothing(gaby: Somebody):
    with pytest.raises(NotAllowed):
        sent(xlsx(TWO), gaby.access)

    assert not Import.objects.exists()


def test_a_crash_in_the_middle_leaves_nothing(ana: Somebody, monkeypatch: pytest.MonkeyPatch):
    applied(xlsx(TWO[:1]), ana.access)
    upload = imported(xlsx([("P-001", "Otro", 1, 1), TWO[1]]), ana.access)

    def crash(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(writing, "bulk_update", crash)  # the new rows are written by then
    with pytest.raises(ZeroDivisionError), nothing_recorded():
        actions.apply_import(upload, seen=upload.seen, by=ana.access)

    upload.refresh_from_db()
    assert (codes(), upload.status) == (["P-001"], "ready")


def test_what_was_read_and_changed_on_disk_is_not_applied(ana: Somebody):
    from minga.core.imports import staging  # noqa: PLC0415

    upload = imported(xlsx(TWO), ana.access)
    staging.save(upload.public_id, staging.ROWS, b"other rows")

    with pytest.raises(NotNow, match="ya no está completo"), nothing_recorded():
        actions.apply_import(upload, seen=upload.seen, by=ana.access)


def test_a_discarded_file_changes_nothing(ana: Somebody):
    upload = imported(xlsx(TWO), ana.access)

    actions.discard(upload, by=ana.access, on=TODAY)

    assert codes() == []
    with pytest.raises(NotNow):
        actions.discard(upload, by=ana.access)
    with pytest.raises(NotNow):
        actions.apply_import(upload, seen=upload.seen, by=ana.access)
    assert Event.objects.filter(kind="imports.discarded").count() == 1


def test_the_record_vouches_for_every_row(ana: Somebody):
    applied(xlsx(TWO), ana.access)
    applied(xlsx(MENDED), ana.access)

    done = verification.run(Verification.objects.create())

    assert [f for f in done.findings if "lot" in f["where"] or "evento" in f["where"]] == []


def test_the_same_rows_saved_again_are_the_same_file(ana: Somebody):
    first = applied(xlsx(TWO), ana.access)

    again = imported(xlsx(TWO) + b"\0", ana.access)

    assert first.file_sha256 != again.file_sha256
    assert actions.applied_before(again) == first


def test_who_imports_a_part_prepared_the_whole(ana: Somebody, monkeypatch: pytest.MonkeyPatch):
    applied(xlsx(TWO), ana.access)
    whole = Lot.objects.get(code="P-002")
    spec = replace(lots(), prepares=lambda access: [whole])
    monkeypatch.setitem(_specs, "lots", spec)

    applied(xlsx(MENDED), ana.access)

    assert preparers_of(whole).get().actor_id == ana.access.actor_id
