"""What the chain says of a batch, and what a verification finds in it."""

import pytest

from minga.core import merkle
from minga.core.batches import read, split
from minga.core.bulk import bulk_insert
from minga.core.canonical import digests_of
from minga.core.models import Batch, DigestKey, Preparation
from minga.core.verification import verify
from minga.people.models import Organisation, Party
from tests.conftest import SCRIBE, Cast
from tests.core.bulk.deeds import (
    PREPARATION,
    insert,
    last_batch,
    last_event,
    preparations,
    prepared,
    update,
)
from tests.core.database import ask, by_hand, commit, refused, refused_constraint, sql
from tests.core.deeds import rename

pytestmark = pytest.mark.django_db
LABEL = "core.preparation"
CHANGED = ": la fila fue cambiada fuera de Minga."


def found() -> dict[str, str]:
    commit()
    return {finding.where: finding.sentence for finding in verify()}


def test_the_event_holds_the_root_of_the_digests_of_its_rows() -> None:
    rows = prepared(5)

    event, batch = last_event(), last_batch()
    leaves = list(split(bytes(batch.leaves)))
    assert event.digests == {f"{LABEL}:*": merkle.root(leaves).hex()}
    assert event.data["batches"] == {LABEL: 5}
    assert (batch.event_id, batch.model, batch.rows) == (event.pk, LABEL, 5)
    told = {f"{LABEL}:{pk}": digest for pk, digest in map(read, leaves)}
    assert told == digests_of(Preparation, rows)


def test_a_batch_that_nobody_touched_is_clean() -> None:
    prepared(5)

    assert found() == {}


def test_a_row_of_a_batch_changed_by_hand_is_named_alone() -> None:
    row = prepared(5)[2]

    with by_hand():
        sql("UPDATE core_preparation SET actor = 'Otra' WHERE id = %s", row.pk)

    ((where, sentence),) = found().items()
    assert where == f"{LABEL}:{row.pk}"
    assert sentence.endswith(CHANGED)


def test_a_row_of_a_batch_deleted_by_hand_is_named() -> None:
    row = prepared(5)[2]

    with by_hand():
        sql("DELETE FROM core_preparation WHERE id = %s", row.pk)

    assert found() == {
        f"{LABEL}:{row.pk}": "La fila figura en el registro y ya no está en la base de datos."
    }


def test_a_row_added_by_hand_under_the_event_of_a_batch_is_named() -> None:
    prepared(5)

    with by_hand():
        sql(
            "INSERT INTO core_preparation (subject_model, subject_id, actor_id, actor, event_id) "
            "SELECT subject_model, 99, actor_id, actor, event_id FROM core_preparation "
            "WHERE subject_id = 1"
        )

    ((where, sentence),) = found().items()
    assert where == f"{LABEL}:{Preparation.objects.latest('pk').pk}"
    assert sentence.endswith("ningún evento registra esta fila.")


def test_two_rows_that_changed_places_are_both_named() -> None:
    first, second = prepared(2)

    with by_hand():
        sql("UPDATE core_preparation SET actor = 'x' WHERE id = %s", first.pk)
        sql("UPDATE core_preparation SET actor = %s WHERE id = %s", first.actor, second.pk)
        sql("UPDATE core_preparation SET actor = %s WHERE id = %s", second.actor, first.pk)

    assert found().keys() == {f"{LABEL}:{first.pk}", f"{LABEL}:{second.pk}"}


def test_digests_changed_along_with_their_row_are_seen() -> None:
    row, batch = prepared(2)[1], last_batch()
    with by_hand():
        sql("UPDATE core_preparation SET actor = 'Otra' WHERE id = %s", row.pk)
        row.refresh_from_db()
        (digest,) = digests_of(Preparation, [row]).values()
        forged = bytes(batch.leaves)[:-32] + bytes.fromhex(digest)
        Batch.objects.filter(pk=batch.pk).update(leaves=forged)

    where = f"evento {last_event().sequence}, lote de {LABEL}"
    assert found() == {where: "Las huellas de sus filas fueron cambiadas: no dan su raíz."}


@pytest.mark.parametrize("leaves", [b"", b"x" * 41])
def test_digests_that_are_none_are_seen(leaves: bytes) -> None:
    prepared(2)
    with by_hand():
        Batch.objects.update(leaves=leaves)

    assert found()[f"evento {last_event().sequence}, lote de {LABEL}"].endswith("no dan su raíz.")


def test_a_batch_that_is_gone_is_seen() -> None:
    prepared(1)
    with by_hand():
        sql("DELETE FROM core_batch")

    where = f"evento {last_event().sequence}, lote de {LABEL}"
    assert found()[where] == "Faltan las huellas de sus filas, o no pueden leerse."


def test_a_batch_of_which_no_event_speaks_is_seen() -> None:
    prepared(1)
    batch = last_batch()
    Batch.objects.create(event=batch.event, model="x.y", rows=1, leaves=batch.leaves)

    assert found() == {f"lote de x.y, clave {last_batch().pk}": "Ningún evento registra este lote."}


def test_a_row_written_later_by_itself_is_vouched_for_by_that_event(cast: Cast) -> None:
    names = [(cast.unit.pk, "Control"), (cast.seremi.pk, "Secretaría")]
    update(Organisation, "pk", ["name"], names, by=SCRIBE)
    rename(Organisation.objects.get(pk=cast.unit.pk), "Otro nombre", by=SCRIBE)
    assert found() == {}

    with by_hand():  # as it was in the batch
        event = Organisation.objects.get(pk=cast.seremi.pk).event_id
        sql(
            "UPDATE people_organisation SET name = 'Control', event_id = %s WHERE party_id = %s",
            event, cast.unit.pk,
        )  # fmt: skip

    assert list(found()) == [f"people.organisation:{cast.unit.pk}"]


def test_a_row_written_in_bulk_after_it_was_written_by_itself(cast: Cast) -> None:
    rename(cast.unit, "Control", by=SCRIBE)
    update(Organisation, "pk", ["name"], [(cast.unit.pk, "En bloque")], by=SCRIBE)
    assert found() == {}

    with by_hand():
        sql("UPDATE people_organisation SET name = 'X' WHERE party_id = %s", cast.unit.pk)

    assert list(found()) == [f"people.organisation:{cast.unit.pk}"]


def test_a_row_saved_after_its_bulk_write_in_the_same_action_stands_alone(cast: Cast) -> None:
    def then() -> None:
        unit = Organisation.objects.get(pk=cast.unit.pk)
        unit.name = "Por sí sola"
        unit.save(update_fields=["name"])

    names = [(cast.unit.pk, "Control"), (cast.seremi.pk, "Secretaría")]
    update(Organisation, "pk", ["name"], names, by=SCRIBE, then=then)

    assert set(last_event().digests) == {
        f"people.organisation:{cast.unit.pk}",
        "people.organisation:*",
    }
    assert last_event().data["batches"] == {"people.organisation": 1}
    assert found() == {}


def test_rows_of_persons_are_vouched_for_with_their_secrets() -> None:
    insert(Party, ["kind"], [("person",)] * 3, by=SCRIBE)
    first = Party.objects.order_by("pk")[0]
    assert found() == {}

    DigestKey.objects.filter(row_id=first.pk).delete()

    assert found() == {
        f"people.party:{first.pk}": f"parte «{first}»: falta la clave de su huella, y ningún "
        "evento dice que se borró."
    }


def test_two_tables_in_one_action_have_a_root_each() -> None:
    def then() -> None:
        bulk_insert(Party, ["kind"], [("person",)])
        bulk_insert(Preparation, PREPARATION, preparations(2, "otra"))

    insert(Preparation, PREPARATION, preparations(2), by=SCRIBE, then=then)

    assert last_event().data["batches"] == {LABEL: 4, "people.party": 1}
    assert found() == {}


def test_a_batch_is_not_changed_nor_deleted() -> None:
    prepared(1)

    with refused("no se modifican ni se borran"):
        sql("UPDATE core_batch SET rows = 2")
    with refused("no se modifican ni se borran"):
        sql("DELETE FROM core_batch")


def test_a_table_has_one_batch_in_an_event_and_a_batch_has_rows() -> None:
    prepared(1)
    batch = last_batch()

    with refused_constraint("batch_once_per_event", "core_batch.event_id, core_batch.model"):
        Batch.objects.create(event=batch.event, model=batch.model, rows=1, leaves=b"x")
    with refused("batch_is_not_empty"):
        Batch.objects.create(event=batch.event, model="z", rows=0, leaves=b"")
    assert ask("SELECT COUNT(*) FROM core_batch") == [1]
