"""A report of a large portfolio, in the background: a file as result."""

import hashlib
import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from minga.core.access import StaffRequest
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job
from minga.core.jobs.registry import Run, job
from minga.core.models import Chain
from minga.core.months import Month
from minga.core.reports import FORMATS
from minga.territory.frames import frame_on
from minga.works.reporting.asking import Question, question
from minga.works.reporting.catalogue import KINDS
from minga.works.reporting.papers import Head, file_name, paper

KIND = "works_report"


def ask_report(request: StaffRequest, asked: Question, key: str, fmt: str, back: str) -> Job:
    """The same one asked twice at once is one job."""
    place = asked.place.territory.public_id if asked.place else ""
    params = {
        "query": asked.query, "month": str(asked.month), "key": key, "fmt": fmt,
        "division": asked.division.isoformat(), "place": place,
        "institution": institution_of(asked), "named": place_of(asked),
    }  # fmt: skip
    same = hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()[:24]
    return ask(
        KIND,
        params,
        by=request.access,
        key=f"{request.user.pk}:{same}",
        subject_url=back[:300],
        title=f"{KINDS[key].name}, {asked.month.name} ({FORMATS[fmt].name})",
    )


@job(KIND, label="Informe de obras")
def write_report(
    run: Run, *, query: dict[str, str], month: str, key: str, fmt: str, division: str, place: str,
    institution: str, named: str,
) -> dict[str, Any]:  # fmt: skip
    """As its person may see it now."""
    day = date.fromisoformat(division)
    asked = question(
        query, run.by, run.on, month=Month.parse(month), division=day,
        place=frame_on(day).by_public_id(place),
    )  # fmt: skip
    run.progress(0, 2, "Reuniendo las cifras")
    told = KINDS[key].tell(asked)
    run.progress(1, 2, f"{told.rows} filas por escribir")
    head = Head(institution, named, run.on, Chain.objects.get())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "informe"
        path.write_bytes(FORMATS[fmt].write(paper(asked, told, head, fmt)))
        run.attach(path, file_name(asked, key, fmt), FORMATS[fmt].content_type)
    run.progress(2, 2, "Listo")
    return {"rows": told.rows}


def institution_of(asked: Question) -> str:
    if asked.service:
        return asked.service.name
    return "Servicios de vivienda y urbanización"


def place_of(asked: Question) -> str:
    return asked.place.name if asked.place else "Chile"
