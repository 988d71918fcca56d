"""A few people, and a flow of three steps that stands only in these tests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from minga.core.approvals import flows
from minga.core.approvals.flows import Flow
from minga.people.models import Organisation
from minga.people.roles import Role
from tests.conftest import Somebody, _body, _somebody
from tests.core.approvals.sample.flow import FLOW
from tests.snapshot import written_once


@dataclass
class Office:
    """Ana and Bruno prepare, Emilio heads the unit, Aldo is legal, Diana directs, Nora administers;
    Carla heads the unit of another service."""

    serviu: Organisation
    unit: Organisation
    other: Organisation
    ana: Somebody
    bruno: Somebody
    emilio: Somebody
    aldo: Somebody
    diana: Somebody
    nora: Somebody
    carla: Somebody

    def everybody(self) -> dict[str, Somebody]:
        return {name: value for name, value in vars(self).items() if isinstance(value, Somebody)}


@written_once
def office(db: None) -> Office:
    serviu = _body("serviu", "SERVIU", "serviu")
    unit = _body("unidad", "Unidad", "unit", parent=serviu)
    other = _body("otro", "Otro SERVIU", "serviu")
    return Office(
        serviu=serviu,
        unit=unit,
        other=other,
        ana=_somebody("ana", ("Ana", "Soto"), Role.UNIT_OFFICER, serviu),
        bruno=_somebody("bruno", ("Bruno", "Díaz"), Role.UNIT_OFFICER, unit),
        emilio=_somebody("emilio", ("Emilio", "Vera"), Role.UNIT_HEAD, unit),
        aldo=_somebody("aldo", ("Aldo", "Ríos"), Role.AUDITOR, unit),
        diana=_somebody("diana", ("Diana", "Pérez"), Role.INSTITUTION_HEAD, serviu),
        nora=_somebody("nora", ("Nora", "Castro"), Role.ADMINISTRATOR, serviu),
        carla=_somebody("carla", ("Carla", "Rojas"), Role.UNIT_HEAD, other),
    )


@pytest.fixture(autouse=True)
def purchases(monkeypatch: pytest.MonkeyPatch) -> Flow:
    """Registered as an area does at start, and taken back."""
    monkeypatch.setattr(flows, "_flows", dict(flows._flows))
    return flows.register(FLOW)


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """The same flow with something declared otherwise."""

    def declared(**changes: Any) -> None:
        monkeypatch.setitem(flows._flows, FLOW.subject_model, replace(FLOW, **changes))

    return declared
