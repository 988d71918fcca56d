"""Keeping a file: judged, stored by hash, entered in its dossier. A part of the actions of other
areas."""

from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from minga.core.access import Access
from minga.core.errors import DomainError
from minga.core.templatetags.minga import size as readable_size
from minga.core.uploads import SLASH_LOOKALIKE, climbs
from minga.documents import storage
from minga.documents.kinds import KINDS, TAKEN, ending_of, is_what_it_says
from minga.documents.models import Document, Dossier, StoredFile


class FileRefused(DomainError):
    """A file that is not taken, with what to do about it."""

    code = "documents.file_refused"
    field = "file"


class FileMissing(FileRefused):
    def __init__(self) -> None:
        super().__init__("Elija el archivo que quiere cargar.")


class FileEmpty(FileRefused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"«{name}» está vacío. Ábralo en su equipo, compruebe que tiene contenido y cárguelo "
            "de nuevo."
        )


class FileTooLarge(FileRefused):
    def __init__(self, name: str, size: int) -> None:
        super().__init__(
            f"«{name}» pesa {readable_size(size)} y el máximo es "
            f"{readable_size(settings.MAX_FILE_BYTES)}. "
            "Reduzca las imágenes o divídalo en partes."
        )


class FileKindNotTaken(FileRefused):
    def __init__(self, name: str) -> None:
        super().__init__(f"«{name}» no es de un tipo que se reciba. Cargue {TAKEN}.")


class FileIsNotWhatItSays(FileRefused):
    def __init__(self, name: str, label: str) -> None:
        super().__init__(
            f"«{name}» dice ser {label}, pero su contenido es otro. Ábralo con su programa, "
            f"guárdelo de nuevo como {label} y cárguelo."
        )


class NameClimbs(FileRefused):
    def __init__(self, name: str) -> None:
        shown = name.replace(SLASH_LOOKALIKE, "/")
        super().__init__(
            f"El nombre «{shown}» incluye carpetas. Cambie el nombre del archivo, sin barras."
        )


def judge(file: UploadedFile | None) -> UploadedFile:
    """Refuse what should not be kept, by name, size and content, before a byte is stored."""
    if file is None or not file.name:
        raise FileMissing
    name = file.name
    if climbs(name):
        raise NameClimbs(name)
    if not file.size:
        raise FileEmpty(name)
    if file.size > settings.MAX_FILE_BYTES:
        raise FileTooLarge(name, file.size)
    ending = ending_of(name)
    if ending not in KINDS:
        raise FileKindNotTaken(name)
    if not is_what_it_says(file, ending):
        raise FileIsNotWhatItSays(name, KINDS[ending].label)
    return file


def file_document(
    dossier: Dossier, file: UploadedFile | None, *, title: str, dated_on: date, by: Access, on: date
) -> Document:
    """Store the file and enter it in the dossier. Called inside an action, whose event it belongs
    to."""
    file = judge(file)
    assert file.name is not None
    return _enter(
        dossier,
        storage.keep(file.chunks()),
        name=file.name[-160:],
        title=title,
        dated_on=dated_on,
        by=by,
        on=on,
    )


def file_made(
    dossier: Dossier,
    content: bytes,
    *,
    name: str,
    title: str,
    dated_on: date,
    by: Access,
    on: date,
) -> Document:
    """A paper that Minga wrote itself, kept in the dossier as any other. Called inside an
    action."""
    kept = storage.keep([content])
    return _enter(dossier, kept, name=name, title=title, dated_on=dated_on, by=by, on=on)


def _enter(
    dossier: Dossier,
    kept: tuple[str, int],
    *,
    name: str,
    title: str,
    dated_on: date,
    by: Access,
    on: date,
) -> Document:
    assert by.actor_id is not None
    sha256, size = kept
    ending = ending_of(name)
    stored = StoredFile.objects.filter(sha256=sha256).first()
    if stored is None:
        stored = StoredFile(
            sha256=sha256, size=size, media_type=KINDS[ending].media_type, extension=ending
        )
        stored.save()
    document = Document(
        dossier=dossier,
        file=stored,
        title=title,
        name=name,
        dated_on=dated_on,
        uploaded_by_id=by.actor_id,
        uploaded_on=on,
    )
    document.save()
    return document
