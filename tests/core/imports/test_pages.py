"""The pages of imports."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from minga.core.imports import actions
from minga.core.imports.models import Import
from tests.conftest import Somebody
from tests.core.imports.making import applied, codes, imported, read, sent, xlsx

ROWS = (("P-001", "Uno", 1_500_000, 3), ("P-002", "Dos", 2_000_000, 1))
DEAR = (("P-001", "Uno", 600_000_000, 3), ("P-002", "Dos", 700_000_000, 1))


def url(name: str, *arguments: object) -> str:
    return reverse(f"imports:{name}", args=arguments)


def page(who: Somebody, upload: Import, query: str = "") -> Any:
    return who.client().get(url("one", upload.public_id) + query)


def post(who: Somebody, what: str, upload: Import, /, **data: object) -> Any:
    return who.client().post(url(what, upload.public_id), data)


def said(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_file_is_sent_and_its_page_tells_how_it_goes(ana: Somebody):
    file = SimpleUploadedFile("predios.xlsx", xlsx(ROWS))

    response = ana.client().post(url("upload", "lots"), {"file": file})

    upload = Import.objects.get()
    assert response.url == url("one", upload.public_id)
    assert "Se está leyendo" in said(page(ana, upload))
    read(upload)
    assert "<b>2 filas: 2 nuevas, 0 cambiadas, 0 iguales.</b>" in said(page(ana, upload))
    assert "Aplicar 2 cambios" in said(page(ana, upload))


def test_a_file_that_is_not_taken_is_told_beside_its_field(ana: Somebody):
    for file in (None, SimpleUploadedFile("predios.pdf", b"%PDF")):
        response = ana.client().post(url("upload", "lots"), {"file": file} if file else {})
        assert response.status_code == 422
        assert "notice stop" in said(response)


def test_who_imports_nothing_sees_no_form(gaby: Somebody, ana: Somebody):
    client = gaby.client()

    assert client.get(url("upload", "lots")).status_code == 403
    assert client.get(url("template", "lots")).status_code == 403
    assert "Ninguna de sus funciones vigentes importa datos" in said(client.get(url("index")))
    assert ana.client().get(url("upload", "nothing")).status_code == 404


@pytest.mark.parametrize("name", ["one", "annotated"])
def test_for_others_it_does_not_exist(ana: Somebody, carla: Somebody, gaby: Somebody, name: str):
    upload = imported(xlsx(ROWS), ana.access)

    for other in (carla, gaby):
        assert other.client().get(url(name, upload.public_id)).status_code == 404
        assert post(other, "apply", upload, seen=upload.seen).status_code == 404


def test_who_imports_elsewhere_and_only_reads_here_sees_none(ana: Somebody, carla: Somebody):
    upload = imported(xlsx(ROWS), ana.access)
    here = replace(ana.access.grants[0], role="regional_reader")
    reader = replace(carla.access, grants=(*carla.access.grants, here))

    assert upload.institution_id in reader.institutions
    assert not Import.objects.visible_to(reader).exists()
    officer = replace(reader, grants=(*carla.access.grants, *ana.access.grants))
    assert Import.objects.visible_to(officer).get() == upload


def test_a_colleague_sees_it_and_may_apply_it(ana: Somebody, bruno: Somebody):
    upload = imported(xlsx(ROWS), ana.access)

    response = post(bruno, "apply", upload, seen=upload.seen)

    assert (response.status_code, codes()) == (302, ["P-001", "P-002"])
    upload.refresh_from_db()
    assert upload.applied_by == "B. Díaz"


def test_errors_are_shown_by_sheet_and_cell_with_their_proposal(ana: Somebody):
    upload = imported(xlsx([("P-001", None, "1234.5", 3)]), ana.access)

    text = said(page(ana, upload))

    assert "2 errores por corregir" in text
    for part in (
        "B2",
        "Falta «Nombre».",
        "C2",
        "aquí van sin decimales",
        "Subir archivo corregido",
    ):
        assert part in text
    assert "Aplicar" not in text


def test_errors_come_in_pages(ana: Somebody):
    upload = imported(xlsx([(f"P-{n}", "Uno", "x", 1) for n in range(260)]), ana.access)

    text = said(page(ana, upload, "?pagina=4"))

    assert "260 errores por corregir" in text
    assert "Aquí están los primeros 200" in text
    assert "Página 4 de 4" in text
    assert "C201" in text


def test_what_changed_meanwhile_is_told_and_reviewed_again(ana: Somebody, bruno: Somebody):
    applied(xlsx(ROWS), ana.access)
    upload = imported(xlsx([("P-001", "Uno", 5, 3)]), ana.access)
    applied(xlsx([("P-001", "Uno", 6, 3)]), bruno.access)

    response = post(ana, "apply", upload, seen=upload.seen)

    upload.refresh_from_db()
    assert (response.status_code, upload.status) == (409, "reading")
    assert "cambiaron desde la vista previa" in said(response)
    read(upload)
    assert "<del>$ 6</del>" in said(page(ana, upload))
    assert post(ana, "apply", upload, seen=upload.seen).status_code == 302


def test_applying_again_is_told(ana: Somebody):
    upload = applied(xlsx(ROWS), ana.access)

    response = post(ana, "apply", upload, seen=upload.seen)

    assert response.status_code == 409
    assert "Se aplicó el" in said(response)


def test_the_same_file_again_says_when_it_was_applied(ana: Somebody):
    applied(xlsx(ROWS), ana.access)

    text = said(page(ana, imported(xlsx(ROWS), ana.access)))

    assert "este archivo ya se aplicó el" in text
    assert "30-11-2007" in text
    assert "y no cambia nada" in text


def test_warnings_are_justified_on_the_page(ana: Somebody):
    upload = imported(xlsx(DEAR), ana.access)
    assert "Justifique antes cada advertencia" in said(page(ana, upload))
    assert post(ana, "apply", upload, seen=upload.seen).status_code == 422

    refused = post(ana, "justify", upload, code="dear", text=" ")
    done = post(ana, "justify", upload, code="dear", text="Lo confirmó obras.")

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "Escriba por qué se acepta" in said(refused)
    text = said(page(ana, upload))
    assert "«Lo confirmó obras.»" in text
    assert "justificó 2 advertencias de la importación de predios" in text
    assert post(ana, "apply", upload, seen=upload.seen).status_code == 302


def test_one_warning_can_be_chosen(ana: Somebody):
    upload = imported(xlsx(DEAR), ana.access)
    one = page(ana, upload).context["groups"][0].waiting[0]["digest"]

    post(ana, "justify", upload, code="dear", digests=one, text="Lo confirmó obras.")

    upload.refresh_from_db()
    assert upload.unjustified == 1


def test_columns_are_chosen_on_the_page(ana: Somebody):
    upload = imported(xlsx(ROWS, ("Código", "Nombres", "Monto", "Viviendas")), ana.access)
    assert "«Nombres» podría ser «Nombre»." in said(page(ana, upload))

    refused = post(ana, "columns", upload, code="0", name="", amount="2")
    twice = post(ana, "columns", upload, code="0", name="0")
    done = post(ana, "columns", upload, code="0", name="1", amount="2")

    assert (refused.status_code, twice.status_code, done.status_code) == (422, 422, 302)
    assert "Elija la columna de «Nombre»" in said(refused)
    assert "para dos datos" in said(twice)
    upload.refresh_from_db()
    assert read(upload).new == 2


def test_a_mended_file_takes_the_place_of_the_wrong_one(ana: Somebody):
    wrong = imported(xlsx([("P-001", None, 1, 1)]), ana.access)
    address = f"{url('upload', 'lots')}?en-lugar-de={wrong.public_id}"
    assert "tomará el lugar" in said(ana.client().get(address))

    ana.client().post(address, {"file": SimpleUploadedFile("bien.xlsx", xlsx(ROWS))})

    wrong.refresh_from_db()
    assert wrong.status == "superseded"
    assert Import.objects.latest("pk").supersedes == wrong


def test_another_ones_file_is_not_taken_the_place_of(ana: Somebody, carla: Somebody):
    upload = imported(xlsx(ROWS), ana.access)

    address = f"{url('upload', 'lots')}?en-lugar-de={upload.public_id}"

    assert carla.client().get(address).status_code == 404


def test_it_is_discarded_on_the_page(ana: Somebody):
    upload = imported(xlsx(ROWS), ana.access)

    first, second = (post(ana, "discard", upload).status_code for _ in range(2))

    upload.refresh_from_db()
    assert (first, second, upload.status) == (302, 409, "discarded")


def test_workbooks_are_downloaded_under_their_names(ana: Somebody):
    upload = imported(xlsx([("P-001", None, 1, 1)]), ana.access, "predios año 2007.xlsx")

    blank = ana.client().get(url("template", "lots"))
    back = ana.client().get(url("annotated", upload.public_id))

    assert blank.headers["Content-Disposition"] == 'attachment; filename="plantilla-predios.xlsx"'
    assert back.headers["Content-Disposition"].endswith('filename="predios-a-o-2007-anotado.xlsx"')
    assert b"".join(back.streaming_content).startswith(b"PK")


def test_without_an_annotated_workbook_there_is_none_to_fetch(ana: Somebody):
    upload = sent(xlsx(ROWS), ana.access)

    assert ana.client().get(url("annotated", upload.public_id)).status_code == 404


def test_my_work_says_what_awaits(ana: Somebody):
    imported(xlsx(ROWS), ana.access)
    imported(xlsx([("P-001", None, 1, 1)]), ana.access)

    text = said(ana.client().get("/"))

    assert "Importación de predios" in text
    assert "Revisar y aplicar" in text
    assert "Corregir el archivo" in text


def test_a_page_asks_the_database_little(
    ana: Somebody, django_assert_max_num_queries: Any, django_assert_num_queries: Any
):
    upload = imported(xlsx([(f"P-{n}", "Uno", 600_000_000, 1) for n in range(80)]), ana.access)
    actions.justify(upload, code="dear", text="Así es.", by=ana.access)
    client = ana.client()

    with django_assert_max_num_queries(12):
        client.get(url("one", upload.public_id))
    with django_assert_max_num_queries(12):
        client.get(url("index"))
