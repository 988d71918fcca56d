"""The files of cases in the demonstration: what is asked of a work plan, a file complete and bound,
another one with documents missing, and a sample. Invented papers, told by actions."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.demo.papers import paper
from minga.documents.files import actions
from minga.documents.files.indexing.binding import bind
from minga.documents.files.models import Requirement
from minga.documents.files.standing import standing_of
from minga.people.models import Organisation
from minga.workplan import actions as plans
from minga.workplan.models import WorkPlan

Happening = tuple[date, int, Callable[[], object]]
SERVICE = "serviu-tarapaca"
PROPOSED, APPROVED, RULES = date(2007, 2, 5), date(2007, 2, 12), date(2007, 3, 1)
BEGUN, BOUND, DRAWN = date(2007, 11, 12), date(2007, 11, 20), date(2007, 11, 27)
SOURCE = "Guía PMG 2007 (demostración)"
# Document, from whom, who gathers it, compulsory, may not apply.
ASKED = (
    ("Oficio conductor", "la dirección", "unit_officer", True, False),
    ("Diagnóstico territorial", "la unidad de programación", "unit_officer", True, False),
    ("Acta de la Mesa Técnica Regional", "la SEREMI", "unit_officer", True, False),
    ("Convenio con el gobierno regional", "el gobierno regional", "unit_head", True, True),
    ("Fotografías de terreno", "las municipalidades", "unit_officer", False, False),
)


class Files:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, bodies
        self.service = bodies[SERVICE]

    def rules(self) -> Iterator[Happening]:
        """Before the plan of the year is sent."""
        made: list[Any] = []
        yield PROPOSED, 0, partial(self._propose, made)
        yield APPROVED, 0, partial(self._approve, made)

    def gather(self, plan: WorkPlan, on: date, *, lacking: int = 0) -> None:
        """The documents of a plan, all but the last `lacking`; the agreement does not apply."""
        rules = list(Requirement.objects.filter(service=self.service).order_by("pk"))
        by = self.acting("mquispe", on)
        compulsory = [rule for rule in rules if rule.compulsory and not rule.may_not_apply]
        for rule in compulsory[: len(compulsory) - lacking]:
            title = f"{rule.document} {plan.year}"
            file = paper(title, author="M. Quispe", dated=on, extension="pdf")
            actions.receive(plan, file=file, title=title, dated_on=on, line=rule.line, by=by, on=on)
        if lacking:
            return
        agreement = next(rule for rule in rules if rule.may_not_apply)
        reason = "Ese año no hay convenio (datos de demostración)."
        actions.waive(plan, line=agreement.line, reason=reason, by=by, on=on)
        title = f"Planilla de apoyo {plan.year}"
        file = paper(title, author="M. Quispe", dated=on, extension="xlsx")
        actions.receive(plan, file=file, title=title, dated_on=on, by=by, on=on)

    def happenings(self) -> Iterator[Happening]:
        """To be put in the order of the days."""
        yield BEGUN, 5, self._begin
        yield BOUND, 5, self._bind
        yield DRAWN, 5, self._draw

    def _propose(self, made: list[Any]) -> None:
        by = self.acting("acastro", PROPOSED)
        for document, party, role, compulsory, may_not_apply in ASKED:
            asking = actions.Asking(
                kind="programa",
                state="aprobacion",
                document=document,
                party=party,
                role=role,
                compulsory=compulsory,
                may_not_apply=may_not_apply,
                source=SOURCE,
            )
            made.append(
                actions.propose_rule(
                    self.service,
                    asking,
                    valid_from=RULES,
                    reason="Para que el programa llegue completo a la dirección.",
                    by=by,
                    on=PROPOSED,
                )
            )

    def _approve(self, made: list[Any]) -> None:
        by = self.acting("laraya", APPROVED)
        for change in made:
            approvals.pass_step(change, seen=seen_of(change), by=by, on=APPROVED)

    def _begin(self) -> None:
        """The plan of the year that comes: a draft whose file lacks documents."""
        assert self.service.territory is not None
        by = self.acting("mquispe", BEGUN)
        plan = plans.create_plan(self.service, self.service.territory, year=2008, by=by, on=BEGUN)
        self.gather(plan, BEGUN, lacking=2)

    def _bind(self) -> None:
        """As the job does it, without its queue."""
        plan = WorkPlan.objects.for_page().get(service=self.service, year=2007)
        standing = standing_of(plan, BOUND)
        bound = bind(standing, on=BOUND, demonstration=True, told=lambda *_: None)
        actions.file_indexed(
            plan,
            bound.content,
            pages=bound.pages,
            contents=actions.contents_hash(standing.counted),
            by=self.acting("mquispe", BOUND),
            on=BOUND,
        )

    def _draw(self) -> None:
        actions.draw(
            self.service,
            "programa",
            size=1,
            reason="Revisión de expedientes del segundo semestre (datos de demostración)",
            by=self.acting("eguerra", DRAWN),
            on=DRAWN,
        )
