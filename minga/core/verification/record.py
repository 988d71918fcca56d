"""The whole record, read in order: triggers, chain, anchors, rows, files."""

from django.apps import apps
from django.db import models, transaction

from minga.core import registries, triggers
from minga.core.models import Chain, Event, Fact
from minga.core.registries import Finding
from minga.core.verification.anchored import check_anchors
from minga.core.verification.events import check_events, check_head, check_installation
from minga.core.verification.lots import check_strays
from minga.core.verification.reading import Progress, Reading, advancing, counted, surviving
from minga.core.verification.rows import check_left, check_rows
from minga.core.verification.told import Told

READINGS = 3


def verify(progress: Progress = lambda done, total: None) -> list[Finding]:
    """Every finding, in order: triggers, chain, anchors, rows, files. Empty when the record is
    whole."""
    return check(progress).findings


def check(progress: Progress = lambda done, total: None) -> Reading:
    """Read the record. There is no snapshot of database and folder together: when somebody worked
    meanwhile, what was found is looked for again, the last time with nobody writing."""
    for _ in range(READINGS - 1):
        reading = _read(progress)
        chain = _chain()
        if not reading.findings or (chain.head if chain else "") == reading.head:
            return reading
    with transaction.atomic():
        Chain.objects.select_for_update().only("pk").first()
        return _read(progress)


def protected_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, Fact)]


def _chain() -> Chain | None:
    """Without its days: the row is read even when one of them is no date."""
    return Chain.objects.only("chain_id", "sequence", "head").first()


def _read(progress: Progress) -> Reading:
    chain = _chain()
    if chain is None:
        lost = "Falta la fila que guarda el identificador de la cadena y su última huella."
        return Reading(0, "", [Finding("instalación", lost)])
    findings = [Finding("disparadores", sentence) for sentence in triggers.problems()]
    tables, unreadable = counted([Event, *protected_models()])
    findings += unreadable
    advance = advancing(progress, sum(tables.values()))
    told = Told()
    findings += check_events(chain, told, advance)
    findings += check_head(chain, told)
    findings += check_installation(told)
    findings += surviving("anclas", lambda: check_anchors(chain, told))
    findings += surviving("lotes", lambda: check_strays(told))
    for model in list(tables)[1:]:
        findings += check_rows(model, told, advance)
    findings += check_left(told)
    for look in registries.checks:
        findings += surviving("archivos", look)
    return Reading(chain.sequence, chain.head, findings)
