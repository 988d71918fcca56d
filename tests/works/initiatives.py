"""Entries of the catalogue, as the tests need them."""

from datetime import date
from itertools import count
from typing import Any

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.people.models import Organisation
from minga.strategy.models import Initiative
from tests.conftest import SCRIBE

_numbers = count(1)


@action("tests.initiative", says="agregó «{name}»")
def _add(made: Initiative, *, by: Access, on: date | None = None) -> Initiative:
    made.save()
    current_act().about(made, name=made.name)
    return made


def initiative(service: Organisation, **more: Any) -> Initiative:
    given = {
        "kind": "regional_plan",
        "part": "frame",
        "name": f"Plan regional {next(_numbers)}",
        "valid_from": date(2006, 1, 1),
    } | more
    return _add(Initiative(service=service, **given), by=SCRIBE)
