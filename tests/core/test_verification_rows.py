"""`minga audit verify` names each row and file that was touched by hand."""

import os

import pytest

from minga.core.models import Chain, DigestKey, Event
from minga.core.verification import protected_models, verify
from minga.documents.models import StoredFile
from minga.documents.storage import path_of
from minga.people.models import Membership, Person
from minga.people.roles import Role
from tests.conftest import Cast
from tests.core.database import ask, by_hand, drop_trigger, sql
from tests.core.deeds import rename

CHANGES = {
    "workplan_activity": ("weight = 60", "actividad «1.1 Actualizar los planes»"),
    "workplan_evidence": ("\"on\" = '2007-01-01'", "medio de verificación «Informe"),
    "workplan_evidencereview": ("remarks = 'Bien'", "revisión de evidencia «verificada"),
    "workplan_activitystatus": ("reason = 'Porque sí'", "estado de actividad «en proceso"),
    "workplan_workplan": ("year = 2008", "programa de trabajo «programa de trabajo 2008»"),
    "workplan_workplanversion": ("approved_on = '2007-12-31'", "versión del programa «versión 1»"),
    "documents_document": ("name = 'otro.pdf'", "documento «Informe"),
    "documents_dossier": ("territory_id = NULL", "expediente «"),
    "people_membership": ("role = 'auditor'", "función «"),
    "people_organisation": ("name = 'Otra'", "organización «Otra»"),
    "people_person": ("family_names = 'Otra'", "persona «"),
    "core_user": ("is_active = NOT is_active", "cuenta «ana»"),
    "core_preparation": ("actor = 'Otra'", "preparación «Otra"),
    "territory_territoryversion": ("code = '99999'", "versión de territorio «"),
    "strategy_definitionversion": ("mission = 'Otra'", "versión de las definiciones «versión 1»"),
    "strategy_strategicobjective": ("title = 'Otro'", "objetivo estratégico «1. Otro»"),
}


def test_a_record_that_nobody_touched_is_clean(record: Chain) -> None:
    assert verify() == []


def test_each_row_changed_by_hand_is_named(record: Chain) -> None:
    expected = {}
    with by_hand():
        for table, (change, what) in CHANGES.items():
            key = "party_id" if table in ("people_organisation", "people_person") else "id"
            (first,) = ask(f"SELECT MIN({key}) FROM {table}")
            sql(f"UPDATE {table} SET {change} WHERE {key} = {first}")
            expected[f"{table.replace('_', '.')}:{first}"] = what

    findings = {finding.where: finding.sentence for finding in verify()}

    assert findings.keys() == expected.keys()
    for where, what in expected.items():
        assert findings[where].startswith(what)
        assert findings[where].endswith(": la fila fue cambiada fuera de Minga.")


def test_no_protected_table_is_forgotten(record: Chain) -> None:
    first, last = Event.objects.earliest("sequence"), Event.objects.latest("sequence")
    expected = set()

    with by_hand():
        for model in protected_models():
            row = model._base_manager.order_by("pk").first()
            if row is None:
                continue  # of a part of core that this record does not use
            other = last if row.event_id == first.pk else first  # type: ignore[attr-defined]
            model._base_manager.filter(pk=row.pk).update(event_id=other.pk)
            expected.add(f"{model._meta.label_lower}:{row.pk}")

    assert {finding.where for finding in verify()} == expected
    assert len(expected) >= 20


def test_a_row_set_to_nothing_by_hand_is_named(record: Chain) -> None:
    with by_hand():
        sql("UPDATE people_organisation SET territory_id = NULL WHERE key = 'serviu-tarapaca'")

    (finding,) = verify()
    assert "SERVIU Región de Tarapacá" in finding.sentence


def test_a_row_deleted_by_hand_is_named(record: Chain) -> None:
    membership = Membership.objects.earliest("pk")

    with by_hand():
        sql("DELETE FROM people_membership WHERE id = %s", membership.pk)

    (finding,) = verify()
    assert finding.where == f"people.membership:{membership.pk}"
    assert finding.sentence == "La fila figura en el registro y ya no está en la base de datos."


def test_a_row_inserted_by_hand_is_named(cast: Cast, record: Chain) -> None:
    names = "role, is_substitute, act_reference, valid_from, valid_until, organisation_id, "
    names += "person_id, territory_id, event_id, delegated"

    with by_hand():
        sql(
            f"INSERT INTO people_membership ({names}) SELECT {names} FROM people_membership "
            "WHERE role = 'institution_head'"
        )

    (finding,) = verify()
    assert finding.where == f"people.membership:{Membership.objects.latest('pk').pk}"
    assert finding.sentence.endswith("ningún evento registra esta fila.")


def test_a_row_put_back_after_its_action_deleted_it_is_named(cast: Cast, record: Chain) -> None:
    membership = Membership.objects.get(role=Role.AUDITOR)
    kept = Membership.objects.filter(pk=membership.pk).values().get()
    rename(cast.unit, "Control", by=cast.ana.access, then=membership.delete)

    columns, values = ", ".join(kept), ", ".join(["%s"] * len(kept))
    sql(f"INSERT INTO people_membership ({columns}) VALUES ({values})", *kept.values())

    named = [finding for finding in verify() if "membership" in finding.where]
    assert [finding.where for finding in named] == [f"people.membership:{kept['id']}"]


def test_a_dropped_trigger_is_named(record: Chain) -> None:
    drop_trigger("core_event_no_update", "core_event")

    (finding,) = verify()
    assert finding.where == "disparadores"
    assert "core_event_no_update" in finding.sentence


def test_a_stored_file_that_is_gone_is_named(record: Chain) -> None:
    stored = StoredFile.objects.get()
    path_of(stored.sha256).unlink()

    (finding,) = verify()

    assert finding.where == f"archivo {stored.sha256[:12]}"
    assert finding.sentence.startswith("Falta en la carpeta de datos")


def test_a_stored_file_with_one_byte_changed_is_named(record: Chain) -> None:
    stored = StoredFile.objects.get()
    path = path_of(stored.sha256)
    content = path.read_bytes()
    os.chmod(path, 0o640)
    path.write_bytes(content[:-1] + b"!")

    (finding,) = verify()

    assert finding.where == f"archivo {stored.sha256[:12]}"
    assert "Su contenido fue cambiado" in finding.sentence


def test_without_its_key_a_person_is_beyond_proof_and_the_chain_stays_whole(
    cast: Cast, record: Chain
) -> None:
    DigestKey.objects.filter(model="people.person", row_id=cast.pia.pk).delete()

    findings = verify()

    assert [finding.where for finding in findings] == [f"people.person:{cast.pia.pk}"]
    assert not any("evento" in finding.where for finding in findings)


def test_another_key_does_not_pass_for_the_lost_one(cast: Cast, record: Chain) -> None:
    DigestKey.objects.filter(model="people.person", row_id=cast.pia.pk).update(key=b"x" * 32)

    assert [finding.where for finding in verify()] == [f"people.person:{cast.pia.pk}"]


def test_the_first_damage_does_not_hide_the_rest(record: Chain) -> None:
    with by_hand():
        sql("UPDATE workplan_activity SET weight = weight - 1")
        sql("UPDATE documents_document SET name = 'otro.pdf'")

    assert [finding.where.partition(":")[0] for finding in verify()] == [
        "documents.document",
        "workplan.activity",
        "workplan.activity",
    ]


def test_more_rows_than_a_batch_are_all_read(
    record: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minga.core.verification.reading.CHUNK", 2)
    last = Person.objects.latest("pk")

    with by_hand():
        sql("UPDATE people_person SET given_names = 'Otra' WHERE party_id = %s", last.pk)

    assert [finding.where for finding in verify()] == [f"people.person:{last.pk}"]
