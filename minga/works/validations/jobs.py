"""Each night, and when somebody asks, the portfolio is reviewed project by project."""

from collections import Counter
from typing import Any

from minga.core.jobs import schedule
from minga.core.jobs.registry import job
from minga.core.jobs.run import Run
from minga.people.models import Organisation
from minga.works.models import Project, ProjectState
from minga.works.validations.actions import keep, keep_whole
from minga.works.validations.models import KeptFinding
from minga.works.validations.permissions import JUSTIFY

REVIEW = "works_review"
AT_ONCE = 200

schedule.daily(REVIEW, at="04:00")


@job(REVIEW, label="Revisión de la cartera", permission=JUSTIFY, shared=True)
def review(run: Run, **params: str) -> dict[str, Any]:
    """Killed, it goes on after the last projects it kept; again, it finds the same."""
    active = Project.objects.filter(state=ProjectState.ACTIVE).order_by("pk")
    total, last = active.count(), run.saved.get("last", 0)
    done = active.filter(pk__lte=last).count()
    while part := list(active.filter(pk__gt=last)[:AT_ONCE]):
        with run.once(f"after {last}") as first:
            last = part[-1].pk
            if first:
                keep(part, on=run.on)
                run.saved["last"] = last
        done += len(part)
        run.progress(done, total, f"{done} de {total} proyectos")
    with run.once("whole") as first:
        if first:
            KeptFinding.objects.exclude(project=None).exclude(
                project__state=ProjectState.ACTIVE
            ).delete()
            for service in Organisation.objects.filter(pk__in=active.values("service")):
                keep_whole(service, on=run.on)
    counts = Counter(KeptFinding.objects.values_list("code", flat=True))
    return {"projects": total, "findings": sum(counts.values()), "codes": dict(counts)}
