"""What can never be true of files, dossiers and documents, whoever writes."""

import pytest

from minga.documents.models import DossierReader
from tests.conftest import Cast
from tests.core.database import refused, refused_constraint, sql
from tests.workplan.factories import approved, line, uploaded


@pytest.fixture
def kept(cast: Cast) -> Cast:
    """A plan with two documents; the SEREMI reads its dossier."""
    at = line(approved(cast))
    uploaded(at, cast.ana)
    uploaded(at, cast.ana)
    return cast


@pytest.mark.parametrize("table", ["documents_storedfile", "documents_document"])
@pytest.mark.parametrize("change", ["UPDATE {} SET event_id = event_id", "DELETE FROM {}"])
def test_what_was_filed_is_neither_changed_nor_deleted(kept: Cast, table: str, change: str) -> None:
    with refused(f"Los registros de {table} no se modifican ni se borran"):
        sql(change.format(table))


def test_an_empty_file_is_not_kept(kept: Cast) -> None:
    with refused("storedfile_is_not_empty"):
        sql(
            "INSERT INTO documents_storedfile (sha256, size, media_type, extension, event_id) "
            "SELECT 'x', 0, media_type, extension, event_id FROM documents_storedfile"
        )


def test_the_same_bytes_are_one_row(kept: Cast) -> None:
    columns = "sha256, size, media_type, extension, event_id"

    with refused_constraint("documents_storedfile_sha256", "documents_storedfile.sha256"):
        sql(
            f"INSERT INTO documents_storedfile ({columns}) SELECT {columns} "
            "FROM documents_storedfile"
        )


def test_an_institution_reads_a_dossier_once(kept: Cast) -> None:
    assert DossierReader.objects.get().organisation_id == kept.seremi.pk
    columns = "dossier_id, organisation_id, event_id"

    with refused_constraint(
        "dossierreader_once_per_organisation", "documents_dossierreader.dossier_id"
    ):
        sql(
            f"INSERT INTO documents_dossierreader ({columns}) SELECT {columns} "
            "FROM documents_dossierreader"
        )


@pytest.mark.parametrize("table", ["documents_dossier", "documents_document"])
def test_the_public_id_of_a_row_is_its_own(kept: Cast, table: str) -> None:
    columns = {
        "documents_dossier": "public_id, service_id, territory_id, is_reserved, event_id",
        "documents_document": "public_id, dossier_id, file_id, title, name, dated_on, "
        "uploaded_by_id, uploaded_on, event_id",
    }[table]

    with refused_constraint(f"{table}_public_id", f"{table}.public_id"):
        sql(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}")
