"""A file that was replaced or lost on disk is told by the name that a person knows it by."""

import os

from minga.core.verification import verify
from minga.documents.storage import path_of
from tests.conftest import TODAY, Cast
from tests.core.database import commit
from tests.documents.files.factories import pages, received
from tests.workplan import factories


def test_a_pdf_replaced_on_disk_is_named_with_its_case(cast: Cast):
    plan = factories.draft(cast).plan
    filing = received(plan, by=cast.ana, title="Oficio 12", name="oficio-12.pdf")
    sha = filing.document.file.sha256
    commit()
    assert verify() == []
    os.chmod(path_of(sha), 0o640)
    path_of(sha).write_bytes(pages())

    (found,) = verify()

    assert found.where == f"archivo {sha[:12]}"
    assert found.sentence == (
        "Su contenido fue cambiado: ya no corresponde a su huella. Es «Oficio 12» "
        f"(oficio-12.pdf), del {TODAY:%d-%m-%Y}, del expediente de Programa de trabajo 2007 de "
        "SERVIU Región de Tarapacá."
    )


def test_one_that_is_gone_is_named_too(cast: Cast):
    plan = factories.draft(cast).plan
    filing = received(plan, by=cast.ana, title="Oficio 12")
    commit()
    path_of(filing.document.file.sha256).unlink()

    (found,) = verify()

    assert "Falta en la carpeta de datos" in found.sentence
    assert "Es «Oficio 12» (oficio.pdf)" in found.sentence
