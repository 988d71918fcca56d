"""`minga audit verify` reads the papers of letters and whether a number is missing."""

from minga.acts.letters.checks import check_letters
from minga.acts.letters.models import Letter, ReceivedLetter
from minga.core import registries
from minga.core.approvals import actions as approvals
from minga.documents.storage import path_of
from tests.acts.letters.factories import came, numbered, written
from tests.conftest import Cast
from tests.core.database import by_hand, sql


def _found() -> list[tuple[str, str]]:
    return [(finding.where, finding.sentence) for finding in check_letters()]


def test_a_number_without_its_letter_is_told(cast: Cast) -> None:
    assert check_letters in registries.checks
    for _ in range(3):
        numbered(cast)
        came(cast, number=f"Ord. {ReceivedLetter.objects.count()}")
    numbered(cast, kind="circular")
    approvals.begin(written(cast), by=cast.ana.access)
    assert _found() == []

    second = Letter.objects.get(number=2)
    circular = Letter.objects.get(kind="circular")
    last = ReceivedLetter.objects.get(entry=3)
    with by_hand():
        for letter in (second, circular):
            sql(f"DELETE FROM letters_letteraddressee WHERE letter_id = {letter.pk}")
            sql(f"DELETE FROM letters_letter WHERE id = {letter.pk}")
        sql(f"DELETE FROM letters_receivedletter WHERE id = {last.pk}")
    assert sorted(_found()) == [
        ("serie serviu-tarapaca/oficio-circular, 2007", "Falta el oficio del número 1."),
        ("serie serviu-tarapaca/oficio-ordinary, 2007", "Falta el oficio del número 2."),
        ("serie serviu-tarapaca/oficio-recibido, 2007", "Falta el oficio del número 3."),
    ]


def test_a_paper_that_is_gone_or_changed_is_told(cast: Cast) -> None:
    letter, received = numbered(cast), came(cast)
    assert letter.document
    path = path_of(letter.document.file.sha256)
    path.chmod(0o600)
    path.write_bytes(b"otro")
    other = path_of(received.document.file.sha256)
    kept = other.read_bytes()
    other.unlink()
    assert _found() == [
        (letter.named, "Su PDF fue cambiado: ya no corresponde a su huella."),
        (received.named, "Falta su PDF en la carpeta de datos."),
    ]
    other.write_bytes(kept)
