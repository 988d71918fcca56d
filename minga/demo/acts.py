"""Acts of the demonstration: one in each state, one that rectifies another, one that names a
substitute. Their texts are invented: datos de demostración."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from minga.acts import actions, standing_in
from minga.acts.models import Act, ActKind
from minga.acts.wording.filling import fill
from minga.acts.wording.models import ModelText
from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.people.models import Membership, Organisation, Person
from minga.workplan import effects
from minga.workplan.models import WorkPlan

Happening = tuple[date, int, Callable[[], object]]
DRAFTS, UNIT, LEGAL, CONTROL, HEAD = "mquispe", "pcaceres", "vcortes", "eguerra", "laraya"
REGISTRY, ADMIN = "mzuleta", "acastro"
VISAS = (UNIT, LEGAL, CONTROL)
KINDS, PLAN, NAMED, MENDED, REVIEWED, OPEN = (
    date(2007, 10, 15), date(2007, 10, 17), date(2007, 11, 6), date(2007, 11, 14),
    date(2007, 11, 20), date(2007, 11, 27),
)  # fmt: skip
SOURCE = "Instructivo interno (datos de demostración)"


class Acts:
    """`acting`: what a person may on a day."""

    def __init__(
        self,
        acting: Callable[[str, date], Access],
        bodies: Mapping[str, Organisation],
        people: Mapping[str, Person],
    ) -> None:
        self.acting, self.people = acting, people
        self.service, self.unit = bodies["serviu-tarapaca"], bodies["serviu-programacion"]
        self.seremi = bodies["seremi-tarapaca"]
        self.kinds: dict[str, ActKind] = {}
        self.first: Act | None = None

    def happenings(self) -> Iterator[Happening]:
        yield KINDS, 7, self._kinds
        yield PLAN, 7, self._plan
        yield NAMED, 7, self._substitution
        yield MENDED, 7, self._rectification
        yield REVIEWED, 7, self._reviewed
        yield OPEN, 7, self._open

    def _kinds(self) -> None:
        """What each needs, by its first rule."""
        told: dict[str, dict[str, Any]] = {
            "Aprobación de programas": {"series": "exempt"},
            "Personal": {"series": "exempt", "to_notify": True},
            "Convenios": {"series": "subject", "to_publish": True},
            "Bases y contratos": {"series": "subject"},
        }
        by = self.acting(ADMIN, KINDS)
        for name, rule in told.items():
            self.kinds[name] = actions.add_kind(
                self.service, name, by=by, on=KINDS, source=SOURCE, valid_from=KINDS, **rule
            )

    def _draft(self, kind: str, on: date, subject: str, resuelvo: str, **more: Any) -> Act:
        text = actions.Text(
            subject=f"{subject} (datos de demostración)",
            vistos="a) La ley 19.880.\n\nb) Los antecedentes de la unidad.",
            considerando="1.- Que corresponde disponerlo por un acto de la dirección.",
            resuelvo=resuelvo,
        )
        by = self.acting(DRAFTS, on)
        return actions.draft_act(self.kinds[kind], self.unit, text, by=by, on=on, **more)

    def _send(self, act: Act, on: date) -> Act:
        sent: Act = approvals.begin(act, by=self.acting(DRAFTS, on), on=on)
        return sent

    def _pass(self, act: Act, on: date, *who: str) -> Act:
        for username in who:
            by = self.acting(username, on)
            act = approvals.pass_step(act, seen=seen_of(act), by=by, on=on)
        return act

    def _number(self, act: Act, on: date) -> Act:
        act = self._pass(self._send(act, on), on, *VISAS, HEAD)
        return actions.number_act(act, by=self.acting(REGISTRY, on), on=on)

    def _plan(self) -> None:
        """From the model text, about the plan; processed with its number."""
        plan = WorkPlan.objects.get(service=self.service, year=2007)
        model = ModelText.objects.get(service=self.service, title="Aprueba programa de trabajo")
        by = self.acting(DRAFTS, PLAN)
        said = fill(model, plan, on=PLAN, by=by)
        text = actions.Text(subject=said.subject, **said.parts)
        kind = self.kinds["Aprobación de programas"]
        act = actions.draft_act(kind, self.unit, text, case=plan, by=by, on=PLAN)
        data = {"version": plan.versions.get(status="in_force").pk}
        actions.add_effect(act, effects.KEY, data, by=by, on=PLAN)
        self.first = self._number(act, PLAN)

    def _substitution(self) -> None:
        """It begins by its resolution, once it was told."""
        act = self._draft(
            "Personal", NAMED, "Dispone subrogación de la jefatura de Control de Gestión",
            "1.- Dispónese la subrogación.",
        )  # fmt: skip
        by = self.acting(DRAFTS, NAMED)
        held = Membership.objects.own().get(person=self.people[UNIT], role="unit_head")
        days = date(2007, 12, 3), date(2007, 12, 14)
        data = standing_in.data_of(held, self.people["rmamani"], *days)
        actions.add_effect(act, standing_in.KEY, data, by=by, on=NAMED)
        notice = actions.add_notice(act, self.people["rmamani"], by=by, on=NAMED)
        self._number(act, NAMED)
        clerk = self.acting(REGISTRY, NAMED)
        actions.record_notice(notice, way="person", day=NAMED, by=clerk, on=NAMED)

    def _rectification(self) -> None:
        assert self.first is not None
        act = self._draft(
            "Aprobación de programas", MENDED, "Rectifica la resolución que aprueba el programa",
            "1.- Rectifícase el resuelvo 2.-: los avances se informan cada mes.",
        )  # fmt: skip
        by = self.acting(DRAFTS, MENDED)
        actions.relate(act, self.first, "rectifies", extent="en su resuelvo 2", by=by, on=MENDED)
        self._number(act, MENDED)

    def _reviewed(self) -> None:
        """One taken and published, one represented, one that still waits."""
        clerk, on = self.acting(REGISTRY, REVIEWED), REVIEWED
        taken = self._draft("Convenios", on, "Aprueba convenio", "1.- Apruébase el convenio.")
        taken = self._number(taken, on)
        actions.send_to_review(taken, day=on, by=clerk, on=on)
        actions.record_review(taken, result="taken", day=on, by=clerk, on=on)
        actions.publish(taken, day=on, edition="38.918", by=clerk, on=on)
        back = self._draft("Bases y contratos", on, "Aprueba bases", "1.- Apruébanse las bases.")
        back = self._number(back, on)
        actions.send_to_review(back, day=on, by=clerk, on=on)
        actions.record_review(
            back, result="represented", day=on, note="Falta el informe jurídico.", by=clerk, on=on
        )
        text = "1.- Adjudícase la consultoría."
        waits = self._number(self._draft("Bases y contratos", on, "Adjudica consultoría", text), on)
        actions.send_to_review(waits, day=on, by=clerk, on=on)

    def _open(self) -> None:
        """In each step before the number, one returned, one void, one without toma de razón."""
        on, name = OPEN, "Aprobación de programas"
        for count in range(5):
            subject = f"Modifica instructivo {count + 1}"
            act = self._send(self._draft(name, on, subject, "1.- Modifícase."), on)
            self._pass(act, on, *(*VISAS, HEAD)[:count])
        back = self._send(self._draft(name, on, "Designa comisión", "1.- Desígnase."), on)
        by = self.acting(UNIT, on)
        approvals.return_it(back, remarks="Falta el plazo.", seen=seen_of(back), by=by, on=on)
        self._draft(name, on, "Constituye comité", "1.- Constitúyese el comité.")
        void = self._draft(name, on, "Repite un acto", "1.- Apruébase.")
        actions.void(void, reason="Se preparó dos veces.", by=self.acting(DRAFTS, on), on=on)
        self._ended()

    def _ended(self) -> None:
        """Signed, and without object before its number: one closed, one still to be closed."""
        on = OPEN
        closed = self._signed(self._draft("Personal", on, "Autoriza comisión", "1.- Autorízase."))
        why = "La reunión se suspendió."
        actions.close(closed, reason=why, by=self.acting(HEAD, on), on=on)
        late = self._draft(
            "Personal", on, "Dispone subrogación por dos días", "1.- Dispónese la subrogación."
        )
        by = self.acting(DRAFTS, on)
        held = Membership.objects.own().get(person=self.people[UNIT], role="unit_head")
        days = on, date(2007, 11, 28)
        data = standing_in.data_of(held, self.people["rmamani"], *days)
        actions.add_effect(late, standing_in.KEY, data, by=by, on=on)
        self._signed(late)

    def _signed(self, act: Act) -> Act:
        by = self.acting(DRAFTS, OPEN)
        actions.add_notice(act, self.people["rmamani"], by=by, on=OPEN)
        return self._pass(self._send(act, OPEN), OPEN, *VISAS, HEAD)
