"""Which files are taken: by what they hold, not by what their name says."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minga.documents.actions import (
    FileEmpty,
    FileIsNotWhatItSays,
    FileKindNotTaken,
    FileMissing,
    FileRefused,
    FileTooLarge,
    NameClimbs,
    judge,
)
from minga.documents.kinds import ACCEPT, KINDS, TAKEN, ending_of
from tests.documents.papers import EXE, EXIF, JPG, ODF, PAGE, PNG, written, zipped


def named(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx"])
def test_what_our_own_writers_make_is_taken(extension: str) -> None:
    file = named(f"acta.{extension}", written(extension))

    assert judge(file) is file
    assert file.tell() == 0


TRUE = {
    "foto.png": PNG,
    "foto.jpg": JPG,
    "foto.JPEG": EXIF,
    "acta.odt": zipped(mimetype=f"{ODF}text", content_xml="<x/>"),
    "planilla.ods": zipped(mimetype=f"{ODF}spreadsheet", content_xml="<x/>"),
    "acta.PDF": b"%PDF-1.7\n%%EOF\n",
}


@pytest.mark.parametrize(("name", "content"), TRUE.items(), ids=TRUE)
def test_what_is_what_it_says_is_taken(name: str, content: bytes) -> None:
    assert judge(named(name, content)).name == name


PLAIN = zipped(leame_txt="hola")
FALSE = {
    "exe.pdf": EXE,
    "plain-zip.docx": PLAIN,
    "plain-zip.xlsx": PLAIN,
    "plain-zip.odt": PLAIN,
    "page.xlsx": PAGE,
    "page.pdf": PAGE,
    "text.pdf": b"hola",
    "space.pdf": b" ",
    "png.jpg": PNG,
    "pdf.png": b"%PDF-1.7\n%%EOF\n",
    "odt.ods": zipped(mimetype=f"{ODF}text"),
    "odt.docx": zipped(mimetype=f"{ODF}text"),
    "cut.docx": zipped(word__document_xml="<x/>")[:40],
}


@pytest.mark.parametrize(("name", "content"), FALSE.items(), ids=FALSE)
def test_what_is_something_else_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(FileIsNotWhatItSays) as refusal:
        judge(named(name, content))

    label = KINDS[ending_of(name)].label
    assert str(refusal.value) == (
        f"«{name}» dice ser {label}, pero su contenido es otro. Ábralo con su programa, "
        f"guárdelo de nuevo como {label} y cárguelo."
    )


def test_a_word_file_is_no_spreadsheet_and_the_other_way_round() -> None:
    for name, content in (("a.xlsx", written("docx")), ("a.docx", written("xlsx"))):
        with pytest.raises(FileIsNotWhatItSays):
            judge(named(name, content))


@pytest.mark.parametrize("name", ["acta.exe", "acta", "acta.pdf.html", "acta.svg", "acta.docm"])
def test_a_kind_that_is_not_taken_is_told_which_are(name: str) -> None:
    with pytest.raises(FileKindNotTaken) as refusal:
        judge(named(name, b"%PDF-1.7"))

    assert str(refusal.value) == f"«{name}» no es de un tipo que se reciba. Cargue {TAKEN}."


def test_no_file_is_asked_for() -> None:
    with pytest.raises(FileMissing, match="Elija el archivo"):
        judge(None)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(FileEmpty, match=r"«acta\.pdf» está vacío"):
        judge(named("acta.pdf", b""))


def test_a_file_may_be_as_large_as_the_limit_and_no_more(settings: Any) -> None:
    content = b"%PDF-1.7\n%%EOF\n"
    settings.MAX_FILE_BYTES = len(content)
    judge(named("acta.pdf", content))

    settings.MAX_FILE_BYTES = len(content) - 1
    with pytest.raises(FileTooLarge, match=r"«acta\.pdf» pesa 1 kB y el máximo es 1 kB\. Reduzca"):
        judge(named("acta.pdf", content))


UP = ["../x.pdf", "..\\x.pdf", "..∕..∕x.pdf", "..."]
DOWN = ["C:\\x.pdf", "a/b.pdf", "/etc/x.pdf", "a\0.pdf"]


@pytest.mark.parametrize("name", UP + DOWN)
def test_a_name_with_folders_is_refused(name: str) -> None:
    file = named("x.pdf", b"%PDF-1.7")
    file._name = name  # what a parser that strips nothing would leave

    with pytest.raises(NameClimbs, match="incluye carpetas") as refusal:
        judge(file)

    assert f"«{name.replace('∕', '/')}»" in str(refusal.value)


@pytest.mark.parametrize("name", ["acta..final.pdf", "ñandú 2007.pdf", ".pdf.pdf", "C: x.pdf"])
def test_a_name_without_folders_is_not_refused_for_its_dots(name: str) -> None:
    assert judge(named(name, b"%PDF-1.7")).name == name


def test_every_refusal_of_a_file_stands_beside_its_field() -> None:
    assert FileRefused.field == "file"
    assert set(ACCEPT.split(",")) == {f".{ending}" for ending in KINDS}
