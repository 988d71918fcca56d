"""What a service has of persons, for the addresses that name one; and what their forms send."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from minga.people.citizens import actions
from minga.people.citizens.models import Attention, Citizen, DataRequest, Merge
from tests.conftest import TODAY, Cast
from tests.people.citizens import factories

CHECK = "Cédula de identidad, presentada por ella misma"


def at_home(cast: Cast, citizen: Citizen) -> None:
    """With a daughter."""
    by, service = cast.celia, cast.serviu
    daughter = factories.citizen(by, service, 20, ("Daniela", "Cruz Mamani"))
    members = [(citizen, "head"), (daughter, "child")]
    actions.form_household(service, members, since=date(2007, 3, 1), by=by.access)


@dataclass
class Counter:
    """Each thing made when it is first asked for; the two services know different persons."""

    cast: Cast
    first: int

    @cached_property
    def citizen(self) -> Citizen:
        return factories.citizen(self.cast.celia, self.cast.serviu, self.first)

    @cached_property
    def waiting(self) -> Attention:
        return factories.referred(self.cast, self.citizen, note="Pregunta por su subsidio.")

    @cached_property
    def merge(self) -> Merge:
        by, service = self.cast.celia, self.cast.serviu
        twice = factories.citizen(by, service, self.first + 1, ("Rosa", "Mamani"))
        return actions.propose_merge(
            service, self.citizen, twice, reason="Es la misma.", by=by.access
        )

    @cached_property
    def copy(self) -> DataRequest:
        return self._asked("export")

    @cached_property
    def erasure(self) -> DataRequest:
        return self._asked("erasure")

    def _asked(self, kind: str) -> DataRequest:
        by = self.cast.celia.access
        return actions.receive_request(
            self.cast.serviu, self.citizen, kind=kind, identity_check=CHECK, by=by
        )

    @property
    def subjects(self) -> dict[str, Callable[[], list[object]]]:
        return {
            "citizen": lambda: [self.citizen.public_id],
            "waiting": lambda: [self.waiting.public_id],
            "fusion": lambda: [self.merge.public_id],
            "copy": lambda: [self.copy.public_id],
            "erasure": lambda: [self.erasure.public_id],
            "matter": lambda: [factories.subject(self.cast).public_id],
        }

    def written(self, name: str) -> dict[str, Any]:
        """What a person would send to the address."""
        if not name.startswith("citizens:"):
            return {}
        day, unit = TODAY.isoformat(), self.cast.serviu.pk
        person = {"given_names": "Eva", "family_names": "Soto", "sex": "unstated"}
        forms: dict[str, dict[str, Any]] = {
            "add": person | {"document": "run", "run": factories.run(60)},
            "purpose": {"purpose": "Revisar su postulación"},
            "give_run": {"run": factories.run(61), "reason": "Trajo su cédula."},
            "propose_merge": {"run": factories.run(62), "reason": "Es la misma."},
            "part_merge": {"reason": "Eran dos."},
            "ask_data": {"kind": "export", "identity_check": CHECK},
            "deliver": {"delivery_check": CHECK},
            "answer": {"note": "Sigue vigente."},
            "refer": {"unit": unit, "note": ""},
            "void": {"reason": "Error."},
            "catalogue": {"name": "Certificados"},
            "end_subject": {"reason": "Se unió a otra."},
            "set_term": {"value": 5, "valid_from": day, "source": "Res. Ex. 9", "reason": "Sí."},
        }
        if name == "citizens:register":
            factories.subject(self.cast)
            return {"subject": "1", "channel": "office", "day": day, "form_key": "f" * 32} | {
                "person": self.citizen.public_id
            }
        return forms.get(name.partition(":")[2], {})
