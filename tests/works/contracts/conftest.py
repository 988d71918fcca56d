"""A project of SERVIU, who inspects it and who heads the works."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from minga.people.actions import add_membership
from minga.people.roles import Role
from minga.works import spending
from minga.works.contracts.models import Contract, PaymentStatement
from minga.works.models import Project
from minga.works.spending import Spent
from tests.conftest import SCRIBE, Cast, Somebody
from tests.snapshot import written_once
from tests.works.contracts import factories as make
from tests.works.factories import project


@dataclass
class Site:
    cast: Cast
    project: Project
    inspector: Somebody
    head: Somebody

    def running(self, **more: Any) -> Contract:
        return make.running(self.project, self.inspector, **more)

    def received(
        self, contract: Contract, gross: int = 10_000_000, **more: Any
    ) -> PaymentStatement:
        return make.received(contract, self.inspector, gross, **more)

    def approved(
        self, contract: Contract, gross: int = 10_000_000, **more: Any
    ) -> PaymentStatement:
        return make.approved(self.cast, contract, self.inspector, self.head, gross, **more)

    def gives(self, somebody: Somebody, role: Role) -> None:
        """One more function in the service."""
        add_membership(
            somebody.person, role=role, organisation=self.cast.serviu,
            valid_from=date(2000, 1, 1), by=SCRIBE,
        )  # fmt: skip


@written_once
def works(cast: Cast) -> Site:
    serviu = cast.serviu
    return Site(cast, project(cast), make.inspector(serviu), make.works_head(serviu))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Spent]:
    """What contracts tell, alone."""
    heard: list[Spent] = []
    monkeypatch.setattr(spending, "_keepers", [heard.append])
    return heard


NEXT = date(2007, 7, 5)
