"""A verification that was asked for: done, with its progress and its findings kept."""

from typing import Any

from django.utils import timezone

from minga.core.models import Verification
from minga.core.registries import Finding
from minga.core.verification.reading import KEPT, Progress
from minga.core.verification.record import check


def run(verification: Verification, go_on: Progress = lambda done, total: None) -> Verification:
    """Do a verification that was asked for, keeping its progress; safe to run twice. `go_on` is
    told too, and may stop it."""
    stored = Verification.objects.filter(pk=verification.pk)

    def progress(done: int, total: int) -> None:
        go_on(done, total)
        stored.update(done=done, total=total)

    stored.update(status=Verification.Status.RUNNING, finished_at=None)
    try:
        reading = check(progress)
        found = len(reading.findings)
        verification.status = Verification.Status.DAMAGED if found else Verification.Status.CLEAN
        verification.findings_count = found
        verification.findings = as_json(reading.findings[:KEPT])
        verification.finished_at, verification.head = timezone.now(), reading.head
        verification.save(
            update_fields=["status", "findings", "findings_count", "finished_at", "head"]
        )
    except Exception:
        # Its page would wait for ever.
        stored.update(status=Verification.Status.FAILED, finished_at=timezone.now())
        raise
    return verification


def as_json(findings: list[Finding]) -> list[dict[str, Any]]:
    return [{"where": finding.where, "sentence": finding.sentence} for finding in findings]
