"""The chain against what was kept outside the database: the anchors, and hashes on paper."""

from collections.abc import Iterator

from minga.core import anchors
from minga.core.models import Chain, Event
from minga.core.registries import Finding
from minga.core.verification.told import Told


def check_anchors(chain: Chain, told: Told) -> Iterator[Finding]:
    """Each anchored head must still be in the chain: a cut or rewritten tail is seen here. Every
    line counts: when a cut tail grew again, its numbers are there twice."""
    anchored, missing, rewritten = False, set(), set()
    for sequence, head in anchors.read(chain.chain_id):
        anchored, stored = True, told.head(sequence)
        if stored is None:
            missing.add(sequence)
        elif stored != head:
            rewritten.add(sequence)
    if not anchored and chain.sequence:
        yield Finding(
            "anclas",
            "No hay anclas de esta cadena en la carpeta de datos: se borraron o se movieron.",
        )
    if missing:
        yield Finding(
            f"evento {min(missing)}",
            f"Las anclas guardan {len(missing)} evento(s) que ya no están: falta la cadena "
            f"desde aquí hasta el {max(missing)}.",
        )
    for sequence in sorted(rewritten):
        yield Finding(
            f"evento {sequence}",
            "Su huella no es la que quedó en el ancla: la cadena se reescribió.",
        )


def compare(copied: list[str]) -> list[Finding]:
    """Each «event:hash» that somebody copied from the public page or from paper."""
    findings = []
    for text in copied:
        number, _, head = text.partition(":")
        events = Event.objects.filter(sequence=int(number)) if number.isdecimal() else None
        stored = events.values_list("hash", flat=True).first() if events is not None else None
        if stored is None:
            findings.append(
                Finding(f"evento {number}", "Quien lo copió lo vio, y ya no está en la cadena.")
            )
        elif not head or not stored.startswith(head.lower()):
            findings.append(
                Finding(
                    f"evento {number}", "Su huella no es la que se copió: la cadena se reescribió."
                )
            )
    return findings
