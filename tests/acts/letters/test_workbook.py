"""Addressees from a workbook, judged row by row; and a whole batch in one PDF."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader
from xlsxwriter import Workbook

from minga.acts.letters import actions, batches, errors
from minga.acts.letters.addressing import MOST, AddresseesWrong, as_pasted, read
from minga.acts.letters.models import Letter, LetterBatch
from minga.core import results
from minga.core.errors import NotAllowed
from minga.core.jobs.models import Job
from minga.core.jobs.runner import perform
from tests.acts.letters.factories import TEXT, registry, signed_batch
from tests.conftest import Cast, nothing_recorded

HEAD = ("destinatario", "Institución del destinatario", "correo", "monto")
BODY = "A {{ destinatario }}: van {{ monto }} pesos."


def book(*rows: Any, name: str = "planilla.xlsx") -> SimpleUploadedFile:
    out = BytesIO()
    made = Workbook(out)
    sheet = made.add_worksheet("Lista")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    made.close()
    return SimpleUploadedFile(name, out.getvalue())


def _post(cast: Cast, file: SimpleUploadedFile, **said: Any) -> Any:
    return cast.ana.client().post(
        reverse("letters:new_batch"), TEXT | {"body": BODY, "file": file} | said
    )


def test_each_row_of_the_sheet_is_an_addressee_and_each_column_a_field(cast: Cast) -> None:
    file = book(
        HEAD,
        ("Ana", "Municipalidad; de Huara", "a@huara.cl", 1200),
        (),
        ("Bruno", "", "", 12.5),
    )
    answer = _post(cast, file, to="Otra; ; ;")
    assert answer.status_code == 302, answer.content.decode()
    rows = list(LetterBatch.objects.get().rows.all())
    assert [(row.addressee.name, row.said["monto"]) for row in rows] == [
        ("Ana", "1200"), ("Bruno", "12,5"),
    ]  # fmt: skip
    assert rows[0].addressee.organisation == "Municipalidad; de Huara"
    assert rows[0].email == "a@huara.cl"


def test_edited_again_it_says_the_same(cast: Cast) -> None:
    _post(cast, book(HEAD, ("Ana", "Huara; Pica", "", 7)))
    made = LetterBatch.objects.get()
    page = reverse("letters:edit_batch", args=[made.public_id])
    form = cast.ana.client().get(page).context["form"]
    again = TEXT | {"body": BODY, "to": form.initial["to"]}
    assert cast.ana.client().post(page, again).status_code == 302
    assert made.rows.get().addressee.organisation == "Huara; Pica"
    for titles, rows in ((["destinatario"], [["a; b"]]), (["destinatario", "x"], [["a", "b"]])):
        lines = read(as_pasted(titles, rows))
        assert [[line.said.get(title, "") for title in titles] for line in lines] == rows


@pytest.mark.parametrize(
    "pasted",
    [
        "; Alcalde; Municipalidad; m@muni.cl\n; Alcaldesa; Otra; o@muni.cl",
        "Comuna; destinatario; correo\nHuara; Ana Paz; m@muni.cl\nPica; Luz Soto; o@muni.cl",
        "correo\tdestinatario\tmonto\nm@muni.cl\tAna; Paz\t1\no@muni.cl\tLuz\t",
    ],
)
def test_saved_again_without_a_change_it_is_the_same(cast: Cast, pasted: str) -> None:
    client, said = cast.ana.client(), TEXT | {"body": "Junto con saludar."}
    assert client.post(reverse("letters:new_batch"), said | {"to": pasted}).status_code == 302
    made = LetterBatch.objects.get()
    before = list(made.rows.values_list("position", "to", "email", "said"))
    assert [row[2] for row in before] == ["m@muni.cl", "o@muni.cl"]

    page = reverse("letters:edit_batch", args=[made.public_id])
    shown = client.get(page).context["form"].initial["to"]
    assert client.post(page, said | {"to": shown}).status_code == 302
    assert list(made.rows.values_list("position", "to", "email", "said")) == before


def test_titles_without_whom_it_goes_to_are_refused(cast: Cast) -> None:
    said = TEXT | {"to": "Comuna; correo\nHuara; m@muni.cl"}
    with nothing_recorded():
        answer = cast.ana.client().post(reverse("letters:new_batch"), said)
    assert answer.status_code == 422
    assert ["al menos «destinatario»" in told for told in answer.context["form"].problems] == [True]


def test_every_bad_row_is_told_with_its_reason_and_nothing_is_kept(cast: Cast) -> None:
    good = ("Ana", "Huara", "a@huara.cl", 1)
    bad = [("Bruno", "", "no-es-correo", 2), ("", "", "c@pica.cl", 3), ("Carla", "", "", "")]
    with nothing_recorded():
        answer = _post(cast, book(HEAD, good, *bad, ("x" * 121, "", "", 5)))
    assert answer.status_code == 422
    told = answer.context["form"].problems
    assert told == [
        "Fila 3: «no-es-correo» no es una dirección de correo.",
        "Fila 4: falta el destinatario.",
        "Fila 5: falta «monto».",
        f"Fila 6: «{'x' * 30}…» tiene más de 120 letras.",
    ]
    assert "Fila 5: falta «monto»." in answer.content.decode()
    assert not LetterBatch.objects.exists()


def test_of_many_bad_rows_the_page_tells_all(cast: Cast) -> None:
    answer = _post(cast, book(HEAD, *[("", "", "", n) for n in range(1, 31)]))
    shown = answer.content.decode()
    assert "Y 25 problemas más" in shown
    assert all(f"Fila {n}: falta el destinatario." in shown for n in range(2, 32))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "La planilla está vacía"),
        ([("vecino", "monto"), ("Ana", 1)], "La primera fila lleva los títulos"),
        ([(*HEAD, "MONTO"), ("Ana", "", "", 1, 2)], "está dos veces"),
        ([HEAD, ("Ana", "", "", 1, "de más")], "Fila 2: tiene 5 datos"),
        ([HEAD], "al menos un destinatario"),
    ],
)
def test_a_sheet_that_says_nothing_usable_is_refused(
    cast: Cast, rows: list[Any], says: str
) -> None:
    with nothing_recorded():
        answer = _post(cast, book(*rows))
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_what_is_no_workbook_is_refused_with_a_sentence(cast: Cast) -> None:
    with nothing_recorded():
        answer = _post(cast, SimpleUploadedFile("a.xlsx", b"PK\x03\x04 nothing"))
    assert answer.status_code == 422
    assert "dañado" in answer.content.decode() or "no es un libro" in answer.content.decode()


def test_a_cell_with_an_error_is_told_by_its_column(cast: Cast) -> None:
    out = BytesIO()
    made = Workbook(out)
    sheet = made.add_worksheet("Lista")
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ("Ana", "", "", 1))
    sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    made.close()
    answer = _post(cast, SimpleUploadedFile("a.xlsx", out.getvalue()))
    assert answer.status_code == 422
    assert "Fila 2: la celda de la columna D" in answer.content.decode()


def test_there_is_room_for_two_thousand() -> None:
    with pytest.raises(AddresseesWrong, match="Caben hasta"):
        read("\n".join(f"Persona {n}" for n in range(MOST + 1)))


def _bound(job: Job) -> PdfReader:
    job.refresh_from_db()
    return PdfReader(BytesIO(Path(results.path_of(job.file_sha256)).read_bytes()))


def test_a_numbered_batch_is_one_pdf_in_the_order_of_its_rows(cast: Cast) -> None:
    by, made = registry(cast).access, signed_batch(cast)
    with nothing_recorded(), pytest.raises(errors.NotAllIssued):
        batches.ask_print(made, by=by)
    perform(batches.ask_issue(made, by=by).public_id)
    made.refresh_from_db()
    with nothing_recorded(), pytest.raises(NotAllowed):
        batches.ask_print(made, by=cast.ana.access)
    third = Letter.objects.get(batch=made, number=3)
    actions.void_letter(third, reason="Se repitió.", by=cast.diana.access)

    job = batches.ask_print(made, by=by)
    assert perform(job.public_id) == "done"

    bound = _bound(job)
    assert [str(item["/Title"]) for item in bound.outline] == [  # type: ignore[index, call-overload]
        "Ord. 1 de 2007", "Ord. 2 de 2007", "Ord. 4 de 2007",
    ]  # fmt: skip
    assert job.result == {"letters": 3, "pages": len(bound.pages)}
    texts = [page.extract_text() for page in bound.pages]
    assert "Municipalidad 1" in texts[0]
    assert "Municipalidad 4" in texts[-1]
    page = registry(cast).client().get(reverse("letters:batch", args=[made.public_id]))
    assert reverse("jobs:result", args=[job.public_id]) in page.content.decode()


@pytest.mark.parametrize("parted", [";", "\t"])
def test_titles_as_people_write_them_are_the_columns_that_they_are(parted: str) -> None:
    titles = ("Nombre", "Cargo", "Institución", "Correo electrónico", "Comuna")
    row = ("Ana Rojas", "Alcaldesa", "Municipalidad de Pica", "a@pica.cl", "Pica")
    [line] = read("\n".join(parted.join(cells) for cells in (titles, row)))
    assert (line.to.name, line.to.charge) == ("Ana Rojas", "Alcaldesa")
    assert (line.to.organisation, line.email) == ("Municipalidad de Pica", "a@pica.cl")
    assert line.said["comuna"] == "Pica"
