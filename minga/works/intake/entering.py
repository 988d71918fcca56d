"""What a row writes: what it said, its project in the portfolio, and what was spent by month."""

from datetime import date

from minga.core.acts import current_act
from minga.core.months import Month
from minga.documents.models import Dossier
from minga.territory.models import Territory
from minga.works.intake.judging import Judged
from minga.works.intake.models import ForeignProject, IntakeFile, IntakeRow, Outcome
from minga.works.intake.saying import Said, sums
from minga.works.models import CostLine, Project, ProjectShare, ProjectStage, Typology
from minga.works.models.costs import THOUSAND
from minga.works.spending import Spent, tell

TYPOLOGIES = {("31", "01"): Typology.STUDY, ("31", "03"): Typology.PROGRAMME}
FIRST_YEAR, LAST_YEAR = 1950, 2100
LONGEST_NAME = 200


def enter(file: IntakeFile, one: Judged, on: date) -> None:
    """Within the action that applies the file."""
    if one.outcome not in (Outcome.REFUSED, Outcome.SAME):
        _keep(file, one, on)
    kept = None if one.outcome == Outcome.REFUSED else one.kept
    IntakeRow(
        file=file, number=one.said.number, code=one.said.code[:80], name=one.said.name[:300],
        outcome=one.outcome, notes=one.notes, months=one.said.months, years=one.said.years,
        foreign=kept,
    ).save()  # fmt: skip


def _keep(file: IntakeFile, one: Judged, on: date) -> None:
    said = one.said
    kept = one.kept or ForeignProject(service=file.service, office=file.office, code=said.code)
    before = _actual(kept.months) if kept.is_origin else {}
    kept.bip, kept.name, kept.content = said.bip, said.name, said.content()
    kept.months, kept.years = said.months, said.years
    kept.file, kept.row_number = file, said.number
    if kept.project_id is None and one.bip:
        kept.is_origin = one.project is None
        kept.project = one.project or _register(file, one)
    kept.save()
    one.kept = kept
    if kept.is_origin:
        _spend(one, kept, before, on)


def _register(file: IntakeFile, one: Judged) -> Project:
    said = one.said
    dossier = Dossier(service=file.service)
    dossier.save()
    project = Project(
        service=file.service, dossier=dossier, bip=one.bip, name=said.name[:LONGEST_NAME],
        stage=ProjectStage.EXECUTION, typology=TYPOLOGIES.get(said.line[:2], Typology.PROJECT),
        location=said.location, prepared_by_id=current_act().by.actor_id,
        starts_on=_date(said.starts_on), ends_on=_date(said.ends_on),
    )  # fmt: skip
    if project.starts_on and project.ends_on and project.ends_on < project.starts_on:
        project.starts_on = project.ends_on = None
        one.notes.append("Termina antes de comenzar: el proyecto queda sin fechas.")
        one.outcome = Outcome.WARNED
    project.save()
    for place, hundredths in one.shares.items():
        territory = Territory.objects.get(pk=place)
        ProjectShare(project=project, territory=territory, hundredths=hundredths).save()
    _cost(project, one)
    return project


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _cost(project: Project, one: Judged) -> None:
    """What each year spent, and what is left in the year of the budget."""
    if one.line_item is None:
        return
    for year, thousands in costs(one.said).items():
        if FIRST_YEAR <= year <= LAST_YEAR:
            CostLine(
                project=project, line_item=one.line_item, year=year, amount=thousands * THOUSAND
            ).save()


def costs(said: Said) -> dict[int, int]:
    """Year → M$: what was spent, and the rest of the total in the last year known."""
    spent = {int(year): pair[1] for year, pair in sums([said.months]).items() if pair[1] > 0}
    rest = (said.total or 0) - sum(spent.values())
    last = max([*spent, *([said.year] if said.year else [])], default=0)
    if rest > 0 and last:
        spent[last] = spent.get(last, 0) + rest
    return spent


def _actual(months: dict[str, list[int | None]]) -> dict[str, int]:
    return {month: pair[1] for month, pair in months.items() if pair[1]}


def _spend(one: Judged, kept: ForeignProject, before: dict[str, int], on: date) -> None:
    """Only what changed is told to the months of the project; a month to come, when it comes."""
    if one.line_item is None or kept.project is None:
        return
    after = _actual(kept.months)
    ahead = []
    for month in sorted(before.keys() | after.keys()):
        amount = after.get(month, 0) - before.get(month, 0)
        of = Month(int(month[:4]), int(month[5:]))
        if of > Month.of(on):
            ahead.append(month)
        elif amount:
            tell(
                Spent(
                    kept.project, one.line_item, of, amount * THOUSAND, because=kept, migrated=True
                )
            )
    if ahead:
        one.notes.append(
            f"Trae gasto real en {len(ahead)} meses que aún no llegan: no pasa al avance."
        )
        one.outcome = Outcome.WARNED
