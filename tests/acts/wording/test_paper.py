"""The official paper: whole, accessible, the same bytes each time; a draft says so."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from minga.acts.wording.paper import (
    Addressee,
    Letter,
    Resolution,
    Signature,
    draft_docx,
    letter,
    resolution,
)  # fmt: skip
from minga.core.reports import TableTooWide
from tests.acts.wording.papers import pages_of, said_by
from tests.core.reports.accessible import assert_accessible

DAY = date(2007, 11, 30)
SIGNED = Signature("Lorena Araya", "Directora", substitute=True)
RESOLUTION = Resolution(
    service="SERVIU Región de Tarapacá",
    heading="Resolución exenta",
    number=120,
    dated_on=DAY,
    place="Iquique",
    subject="Aprueba el programa",
    signature=SIGNED,
    vistos="a) La ley.",
    considerando="1.- Que {% x %} <b> #set *no*",
    resuelvo="1.- Apruébase:\n| Código | Monto |\n| A | 1.200 |",
    visas=("PCA", "VCR"),
    distribution=("Dirección", "Oficina de Partes"),
    record_line="Registro de Minga, evento 12",
)
LETTER = Letter(
    service="SERVIU Región de Tarapacá",
    heading="Ordinario",
    number=45,
    dated_on=DAY,
    place="Iquique",
    subject="Envía resultado",
    reference="Ord. 12 de 2007",
    signature=Signature("Lorena Araya", "Directora"),
    addressees=(Addressee("Juan Pérez", "Alcalde", "Municipalidad de Iquique"),),
    body="Junto con saludar.\n| Comuna | Monto |\n| Huara | 1.200 |",
)


def test_a_resolution_says_all_that_it_has_to() -> None:
    said = said_by(resolution(RESOLUTION))

    for part in (
        "RESOLUCIÓN EXENTA N.º 120", "Iquique, 30 de noviembre de 2007", "MAT.:", "VISTOS:",
        "CONSIDERANDO:", "RESUELVO:", "Directora (S)", "PCA / VCR", "Distribución:",
        "Página 1 de 1", "evento 12", "ANÓTESE", "{% x %} <b> #set *no*",
    ):  # fmt: skip
        assert part in said, part
    assert "BORRADOR" not in said


def test_a_letter_says_to_whom_and_what_it_answers() -> None:
    said = said_by(letter(LETTER))

    for part in ("ORDINARIO N.º 45", "ANT.:", "Ord. 12", "Alcalde", "Saluda atentamente"):
        assert part in said, part


def test_a_draft_says_so_on_every_page_and_leaves_number_and_date_open() -> None:
    long = "\n\n".join(f"{n}.- {'Un párrafo largo. ' * 40}" for n in range(1, 30))
    draft = replace(RESOLUTION, draft=True, number=None, dated_on=None, resuelvo=long)

    pages = pages_of(resolution(draft))

    assert len(pages) > 3
    assert all("BORRADOR" in page for page in pages)
    assert "N.º ______" in pages[0]


def test_both_are_read_aloud_whole() -> None:
    assert_accessible(resolution(RESOLUTION), "RESOLUCIÓN EXENTA N.º 120")
    assert_accessible(letter(LETTER), "ORDINARIO N.º 45")


def test_the_same_words_give_the_same_bytes() -> None:
    assert resolution(RESOLUTION) == resolution(RESOLUTION)
    assert draft_docx(RESOLUTION) == draft_docx(RESOLUTION)


def _wide(columns: int, figure: str) -> Resolution:
    head = "| " + " | ".join(f"Mes {n}" for n in range(columns)) + " |"
    cells = "| " + " | ".join([figure] * columns) + " |"
    return replace(RESOLUTION, resuelvo=f"1.- Así:\n{head}\n{cells}")


def test_a_year_in_columns_fits_and_what_cannot_is_refused() -> None:
    assert "Mes 11" in said_by(resolution(_wide(12, "1.234.567")))
    with pytest.raises(TableTooWide, match="40 columnas"):
        resolution(_wide(40, "1.234.567.890"))


def test_a_draft_in_word_has_the_same_words() -> None:
    document = Document(BytesIO(draft_docx(replace(LETTER, draft=True))))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert "Junto con saludar." in said
    assert "BORRADOR" in document.sections[0].header.paragraphs[0].text
