"""Uploaded names through a real multipart request: one that climbs folders is refused, not cut."""

from pathlib import Path
from typing import Any

import pytest

from minga.core.uploads import CappedUploadHandler
from minga.documents.models import Document
from tests.conftest import PDF, Cast, nothing_recorded
from tests.documents.papers import EXE, PAGE
from tests.documents.sending import send, upload_address

SENTENCE = "El nombre «{}» incluye carpetas. Cambie el nombre del archivo, sin barras."


def stored(folder: Path) -> list[Path]:
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../x.pdf", "../../x.pdf"),
        ("..\\\\x.pdf", "../x.pdf"),
        ("C:\\\\x.pdf", "C:/x.pdf"),
        ("/etc/passwd.pdf", "/etc/passwd.pdf"),
        ("carpeta/x.pdf", "carpeta/x.pdf"),
        ("..\u2215x.pdf", "../x.pdf"),
    ],
)
def test_a_name_with_folders_is_refused_with_its_sentence(
    cast: Cast, settings: Any, sent: str, shown: str
) -> None:
    address, client = upload_address(cast), cast.ana.client()

    with nothing_recorded():
        answer = send(client, address, f'filename="{sent}"')

    assert answer.status_code == 422
    assert SENTENCE.format(shown) in answer.content.decode()
    assert not Document.objects.exists()
    assert stored(settings.DATA_DIR) == []


@pytest.mark.parametrize(
    "disposition",
    ["filename*=UTF-8''..%2F..%2Fx.pdf", "filename*=UTF-8''C%3A%5Cx.pdf"],
)
def test_an_encoded_name_with_folders_is_refused_as_well(cast: Cast, disposition: str) -> None:
    address, client = upload_address(cast), cast.ana.client()

    with nothing_recorded():
        answer = send(client, address, disposition)

    assert answer.status_code == 422
    assert "incluye carpetas" in answer.content.decode()


@pytest.mark.parametrize("name", [".", "..", ""])
def test_a_name_that_is_only_dots_is_no_file(cast: Cast, name: str) -> None:
    address, client = upload_address(cast), cast.ana.client()

    with nothing_recorded():
        answer = send(client, address, f'filename="{name}"')

    assert answer.status_code == 422
    assert "Elija el archivo que quiere cargar." in answer.content.decode()


@pytest.mark.parametrize("name", ["Acta N.º 6 (final).pdf", "..acta..pdf", "&#46;&#46;&#47;x.pdf"])
def test_no_other_name_reaches_the_disk_and_what_is_kept_has_no_folder(
    cast: Cast, settings: Any, name: str
) -> None:
    address, client = upload_address(cast), cast.ana.client()

    answer = send(client, address, f'filename="{name}"')

    assert answer.status_code == 302
    (path,) = stored(settings.DATA_DIR)
    assert path.name == Document.objects.get().file.sha256
    assert not set("/\\") & set(Document.objects.get().name)


def test_a_long_name_keeps_its_end(cast: Cast) -> None:
    address, client = upload_address(cast), cast.ana.client()

    send(client, address, f'filename="{"a" * 240}.pdf"')

    name = Document.objects.get().name
    assert (len(name), name[-5:]) == (160, "a.pdf")


REFUSED = {
    "acta.pdf": (EXE, "dice ser PDF, pero su contenido es otro"),
    "acta.xlsx": (PAGE, "dice ser Excel, pero su contenido es otro"),
    "acta.exe": (EXE, "no es de un tipo que se reciba"),
    "vacía.pdf": (b"", "está vacío"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_false_or_empty_file_is_refused_on_the_page(cast: Cast, settings: Any, name: str) -> None:
    content, sentence = REFUSED[name]
    address, client = upload_address(cast), cast.ana.client()

    with nothing_recorded():
        answer = send(client, address, f'filename="{name}"', content)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="Acta"' in answer.content.decode()
    assert stored(settings.DATA_DIR) == []


def test_a_file_that_is_too_large_is_refused_with_both_sizes(cast: Cast, settings: Any) -> None:
    address, client = upload_address(cast), cast.ana.client()
    settings.MAX_FILE_BYTES = 100_000

    with nothing_recorded():
        answer = send(client, address, 'filename="acta.pdf"', PDF + b"\n" * 300_000)

    assert answer.status_code == 422
    assert "«acta.pdf» pesa 300 kB y el máximo es 100 kB." in answer.content.decode()
    assert stored(settings.DATA_DIR) == []


def test_a_huge_file_does_not_fill_the_disk_while_it_comes(settings: Any, tmp_path: Path) -> None:
    settings.MAX_FILE_BYTES, settings.FILE_UPLOAD_TEMP_DIR = 100_000, str(tmp_path)
    handler = CappedUploadHandler()
    handler.new_file("file", "acta.pdf", "application/pdf", None)

    for start in range(0, 2_000_000, 50_000):
        handler.receive_data_chunk(b"x" * 50_000, start)
    file = handler.file_complete(2_000_000)

    with file:
        assert file.size == 2_000_000
        assert Path(file.temporary_file_path()).stat().st_size <= 150_000


def test_what_was_sent_leaves_no_temporary_file(cast: Cast, settings: Any, tmp_path: Path) -> None:
    address, client = upload_address(cast), cast.ana.client()
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "incoming")
    (tmp_path / "incoming").mkdir()

    send(client, address, 'filename="acta.pdf"')

    assert Document.objects.count() == 1
    assert list((tmp_path / "incoming").iterdir()) == []
