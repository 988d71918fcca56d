"""A file is opened through its dossier, or not at all."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minga.documents.models import Document
from minga.documents.storage import path_of
from minga.workplan.actions import upload_evidence
from tests.conftest import PDF, TODAY, Cast
from tests.documents.papers import PNG, written
from tests.workplan.factories import approved, line


def kept(cast: Cast, name: str = "informe.pdf", content: bytes = PDF) -> Document:
    at, file = line(approved(cast)), SimpleUploadedFile(name, content)
    by = cast.ana.access
    return upload_evidence(at, file=file, title="Informe", dated_on=TODAY, by=by).document


def opened(client: Client, document: Document) -> Any:
    answer = client.get(f"/documentos/{document.public_id}/")
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return answer


# Of the service; of the SEREMI that answers for an activity; of the place; who reads everything.
READERS = ["ana", "bruno", "diana", "nora", "sofia", "gaby", "marta", "aldo"]


def test_who_reads_the_dossier_opens_its_files_and_nobody_else(cast: Cast) -> None:
    document = kept(cast)

    answers = {name: opened(who.client(), document) for name, who in cast.everybody().items()}

    assert {name for name, answer in answers.items() if answer.status_code == 200} == {
        *READERS, "emilio",
    }  # fmt: skip
    assert {answers[name].status_code for name in ("carla", "pia")} == {404}
    assert {answer.body for name, answer in answers.items() if name in READERS} == {PDF}


def test_a_stranger_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    answer = opened(client, kept(cast))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/entrar/?next=/documentos/")


def test_a_file_that_does_not_exist_and_one_of_others_look_the_same(cast: Cast) -> None:
    document, client = kept(cast), cast.carla.client()

    hidden = opened(client, document)
    unknown = client.get("/documentos/bcdfghjkmnpq/")

    assert hidden.status_code == unknown.status_code == 404
    assert b"lo que busca sea de otra instituci" in hidden.body


def test_no_file_is_reached_by_its_hash_or_its_path(cast: Cast) -> None:
    sha256, client = kept(cast).file.sha256, cast.ana.client()

    for path in (f"/documentos/{sha256}/", f"/files/{sha256[:2]}/{sha256}", f"/estaticos/{sha256}"):
        assert client.get(path).status_code == 404


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("name", "content", "kind", "shown"),
    [
        ("informe.pdf", PDF, "application/pdf", "inline"),
        ("foto.png", PNG, "image/png", "inline"),
        ("acta.docx", None, WORD, "attachment"),
    ],
)
def test_pdf_and_pictures_open_and_the_rest_is_saved(
    cast: Cast, name: str, content: bytes | None, kind: str, shown: str
) -> None:
    document = kept(cast, name, content or written("docx"))

    answer = opened(cast.ana.client(), document)

    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"] == f'{shown}; filename="{name}"'
    assert int(answer["Content-Length"]) == document.file.size == len(answer.body)


def test_a_file_can_do_nothing_in_the_browser(cast: Cast) -> None:
    answer = opened(cast.ana.client(), kept(cast))

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_name_with_accents_and_quotes_arrives_whole(cast: Cast) -> None:
    answer = opened(cast.ana.client(), kept(cast, 'Acta "final" N.º 6.pdf'))

    assert answer["Content-Disposition"] == (
        "inline; filename*=utf-8''Acta%20%22final%22%20N.%C2%BA%206.pdf"
    )


def test_a_file_that_is_missing_from_the_folder_is_not_here(cast: Cast) -> None:
    document = kept(cast)
    path_of(document.file.sha256).unlink()

    assert opened(cast.ana.client(), document).status_code == 404


def test_opening_is_a_get(cast: Cast) -> None:
    address = f"/documentos/{kept(cast).public_id}/"

    assert cast.ana.client().post(address).status_code == 405
