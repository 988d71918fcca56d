"""The people of an act and its steps, for the tests of its life."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.acts import actions
from minga.acts.models import Act, ActKind
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.people.actions import add_membership, add_person
from minga.people.models import Organisation
from minga.people.roles import Role
from tests.conftest import PASSWORD, SCRIBE, TODAY, Cast, Somebody

RULE: dict[str, Any] = {
    "series": "exempt",
    "valid_from": date(2007, 1, 1),
    "source": "Instructivo de prueba",
}


@dataclass
class Office:
    """Lía is of the legal office, Iris of Contraloría Interna, Olga of Oficina de Partes."""

    cast: Cast
    lia: Somebody
    iris: Somebody
    olga: Somebody
    kind: ActKind
    reviewed: ActKind

    def draft(self, kind: ActKind | None = None, **more: Any) -> Act:
        text = actions.Text("Aprueba el programa", "1. Apruébase el programa.")
        return actions.draft_act(
            kind or self.kind, self.cast.unit, text, by=self.cast.ana.access, **more
        )

    def send(self, act: Act) -> Act:
        return approvals.begin(act, by=self.cast.ana.access)

    def step(self, act: Act, who: Somebody, on: date = TODAY) -> Act:
        return approvals.pass_step(act, seen=seen_of(act), by=who.on(on), on=on)

    def visas(self, act: Act) -> Act:
        for who in (self.cast.emilio, self.lia, self.iris):
            act = self.step(act, who)
        return act

    def sign(self, act: Act) -> Act:
        return self.step(self.visas(self.send(act)), self.cast.diana)

    def number(self, act: Act) -> Act:
        return actions.number_act(act, by=self.olga.access)

    def processed(self) -> Act:
        return self.number(self.sign(self.draft()))


def somebody(username: str, names: tuple[str, str], role: Role, where: Organisation) -> Somebody:
    given, family = names
    person = add_person(
        given_names=given, family_names=family, username=username, password=PASSWORD, by=SCRIBE
    )
    add_membership(person, role=role, organisation=where, valid_from=date(2000, 1, 1), by=SCRIBE)
    return Somebody(person)


def open_office(cast: Cast) -> Office:
    # Emilio heads his unit for the whole service: he visas as its head.
    add_membership(
        cast.emilio.person,
        role=Role.UNIT_HEAD,
        organisation=cast.serviu,
        valid_from=date(2000, 1, 1),
        by=SCRIBE,
    )
    return Office(
        cast,
        somebody("lia", ("Lía", "Toro"), Role.LEGAL, cast.serviu),
        somebody("iris", ("Iris", "Luna"), Role.INTERNAL_CONTROL, cast.serviu),
        somebody("olga", ("Olga", "Reyes"), Role.REGISTRY_OFFICER, cast.serviu),
        actions.add_kind(cast.serviu, "Exenta", by=SCRIBE, **RULE),
        actions.add_kind(cast.serviu, "Afecta", by=SCRIBE, **(RULE | {"series": "subject"})),
    )
