"""Work of core that runs in the background."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from minga.core.demonstration import AUDIT
from minga.core.jobs import schedule
from minga.core.jobs.models import Job
from minga.core.jobs.registry import Run, job
from minga.core.models import Verification
from minga.core.verification import run as verify

VERIFICATION = "verification"

schedule.daily(VERIFICATION, at="03:00")


def close(row: Job) -> None:
    """The job ended without an answer: the page of its verification would wait for ever."""
    asked = Verification.objects.filter(public_id=_asked(row.params, row.saved))
    asked.filter(finished_at__isnull=True).update(
        status=Verification.Status.FAILED, finished_at=timezone.now()
    )


@job(
    VERIFICATION,
    label="Verificación del registro",
    permission=AUDIT,
    shared=True,
    ended=close,
)
def verify_record(run: Run, **params: str) -> dict[str, Any]:
    """Killed, it reads again from the first event: the same record gives the same answer."""
    public_id = _asked(params, run.saved) or _of_the_calendar(run)
    done = verify(Verification.objects.get(public_id=public_id), run.progress)
    return {"verification": public_id, "status": done.status, "findings": done.findings_count}


def _asked(params: dict[str, Any], saved: dict[str, Any]) -> str:
    return str(params.get("verification") or saved.get("verification", ""))


def _of_the_calendar(run: Run) -> str:
    """Nobody pressed a button: the row is made here, once."""
    with transaction.atomic():
        made = Verification.objects.create()
        run.checkpoint(verification=made.public_id)
    return made.public_id
