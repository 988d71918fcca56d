"""What the register says for the evaluation of the year: changes born of the territory."""

from collections.abc import Iterator
from datetime import date

from minga.core.access import Access
from minga.workplan.backing import Backing, Said, register_backing
from minga.workplan.models import WorkPlan
from minga.workplan.norms.list import url
from minga.workplan.norms.models import NormStage, RegulatoryChange


def _says(plan: WorkPlan, day: date, access: Access) -> Iterator[Said]:
    seen = RegulatoryChange.objects.visible_to(access).for_page()
    seen = seen.exclude(stage=NormStage.ABANDONED).order_by("pk")
    rows = list(seen.filter(service=plan.service_id, year=plan.year, created_on__lte=day))
    if not rows:
        return
    ruling = sum(row.in_force_on is not None and row.in_force_on <= day for row in rows)
    late = sum(row.is_late(day) for row in rows)
    word = "cambio normativo" if len(rows) == 1 else "cambios normativos"
    verb = "rige" if ruling == 1 else "rigen"
    yield Said(
        part="1.1",
        sentence=f"El servicio siguió {len(rows)} {word} a partir de resultados observados; "
        f"{ruling} ya {verb}.",
        rows=tuple((row.title, url(row)) for row in rows),
        advice="Poner al día las reglas de cálculo de lo que ya rige." if late else "",
    )


def declare() -> None:
    register_backing(Backing("normas", "cambios normativos", says=_says, order=60))
