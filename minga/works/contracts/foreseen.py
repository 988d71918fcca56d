"""The contracts that the schedule of a project foresees, by name: what ties its milestones to the
rounds and contracts that come."""

from minga.works.contracts.models import Contract, TenderRound
from minga.works.models import Project
from minga.works.schedules.models import Milestone


def foreseen(project: Project) -> list[str]:
    """By their first day; of the version in force or, before there is one, of its draft."""
    rows = Milestone.objects.filter(version__schedule__project=project).order_by("on", "pk")
    found = rows.filter(version__status="in_force") or rows.filter(
        version__status__in=("draft", "submitted")
    )
    return list(dict.fromkeys(row.slot for row in found))


def not_called(project: Project) -> list[str]:
    """Those that have neither a round nor a contract."""
    begun = {
        slot
        for model in (TenderRound, Contract)
        for slot in model.objects.filter(project=project).values_list("slot", flat=True)
    }
    return [slot for slot in foreseen(project) if slot not in begun]


def named(project: Project, typed: str) -> str:
    """As the schedule, or an earlier round, writes it: capitals and spaces tell nothing apart."""
    said = " ".join(typed.split())
    rounds = TenderRound.objects.filter(project=project).values_list("slot", flat=True)
    known = {slot.casefold(): slot for slot in [*rounds, *foreseen(project)]}
    return known.get(said.casefold(), said)
