"""The cast, and what holds for every test: its own data folder, its own day, triggers lifted only
by the flush."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck, settings

from minga.core import triggers
from minga.core.access import Access, operator
from minga.core.clock import living_in
from minga.core.models import Chain, Event
from minga.core.search.engine import engine
from minga.people.actions import add_membership, add_organisation, add_person
from minga.people.models import Organisation, Person
from minga.people.permissions import access_of_person
from minga.people.roles import Role
from minga.territory.actions import load_territories
from minga.territory.models import Territory
from minga.territory.tables import rows
from tests.snapshot import once

# A machine that is busy with something else fails no test.
settings.register_profile("minga", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("minga")

TODAY = date(2007, 11, 30)
PASSWORD = "quebrada de tarapacá 2007"
SCRIBE = operator("Pruebas")


@dataclass(frozen=True)
class Somebody:
    """One of the cast: who they are, and what they may on a day."""

    person: Person
    password: str = PASSWORD

    @property
    def username(self) -> str:
        assert self.person.user is not None
        return self.person.user.username

    @property
    def pk(self) -> int:
        return self.person.pk

    def on(self, day: date = TODAY) -> Access:
        return access_of_person(self.person, day)

    @property
    def access(self) -> Access:
        return self.on()

    def client(self) -> Client:
        client = Client()
        client.force_login(self.person.user)
        return client


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="only what touches the database: for the second engine, when all was tried on one",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("only_database"):
        return
    found = [(_touches_the_database(item), item) for item in items]
    items[:] = [item for touches, item in found if touches]
    config.hook.pytest_deselected(items=[item for touches, item in found if not touches])


def _touches_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_engine"):
        return False
    marked = (item.get_closest_marker(name) for name in ("django_db", "postgres", "own_database"))
    return "django_db_setup" in getattr(item, "fixturenames", ()) or any(marked)


@pytest.fixture(autouse=True)
def own_place(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Each test has its data folder and lives on 30-11-2007."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.TODAY = TODAY
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with living_in(TODAY):
        yield


@pytest.fixture(scope="session", autouse=True)
def flush_lifts_triggers() -> Iterator[None]:
    """Append-only tables can't be emptied otherwise: the one hook that may lift them."""
    teardown = TransactionTestCase._fixture_teardown

    def lifted(self: Any) -> None:
        with triggers.lifted():
            teardown(self)
        engine().prune()  # the flush knows only the tables of models

    TransactionTestCase._fixture_teardown = lifted  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def seldom_collected() -> None:
    """Cycles are looked for less often: a fifth of the time of the suite went into it."""
    gc.collect()
    gc.freeze()  # what was loaded by now stays to the end
    gc.set_threshold(50_000, 20, 50)


@dataclass
class Cast:
    """Who appears in the tests.

    Ana and Bruno prepare in SERVIU, Diana directs it, Emilio heads its control unit; Carla is of
    another SERVIU; Sofía of the SEREMI that answers for an activity; Gaby reads for the GORE, Marta
    for the ministry; Aldo audits; Nora administers; Pía has no function at all. Celia attends the
    public in SERVIU, Hugo in the other one.
    """

    serviu: Organisation
    unit: Organisation
    seremi: Organisation
    other: Organisation
    region: Territory
    ana: Somebody
    bruno: Somebody
    diana: Somebody
    emilio: Somebody
    carla: Somebody
    sofia: Somebody
    gaby: Somebody
    marta: Somebody
    aldo: Somebody
    nora: Somebody
    pia: Somebody
    celia: Somebody
    hugo: Somebody

    def everybody(self) -> dict[str, Somebody]:
        """Without those of the counter, whom the tests of the counter ask."""
        people = {name: value for name, value in vars(self).items() if isinstance(value, Somebody)}
        return {name: value for name, value in people.items() if name not in self.counter()}

    def counter(self) -> dict[str, Somebody]:
        """Who attends the public, in the own service and in the other one."""
        return {"celia": self.celia, "hugo": self.hugo}


def _body(key: str, name: str, kind: str, **more: Any) -> Organisation:
    return add_organisation(
        key=key,
        name=name,
        short_name=name,
        kind=kind,
        valid_from=date(2000, 1, 1),
        by=SCRIBE,
        **more,
    )


def _somebody(
    username: str, names: tuple[str, str], role: Role | None, organisation: Organisation | None
) -> Somebody:
    person = add_person(
        given_names=names[0], family_names=names[1], username=username, password=PASSWORD, by=SCRIBE
    )
    if role and organisation:
        add_membership(
            person, role=role, organisation=organisation, valid_from=date(2000, 1, 1), by=SCRIBE
        )
    return Somebody(person)


@pytest.fixture
def cast(db: None, kept_cast: dict[str, Any]) -> Cast:
    return once(kept_cast, _cast)


@pytest.fixture(scope="session")
def kept_cast() -> dict[str, Any]:
    """What the actions that make the cast wrote, for the next test of this process."""
    return {}


@pytest.fixture(scope="session")
def kept_rows() -> dict[Any, Any]:
    """The same of what is `written_once`."""
    return {}


def _cast() -> Cast:
    load_territories(rows(), by=SCRIBE)
    region = Territory.objects.get(key="region-tarapaca")
    serviu = _body("serviu-tarapaca", "SERVIU Región de Tarapacá", "serviu", territory=region)
    unit = _body("serviu-control", "Control de Gestión", "unit", parent=serviu)
    seremi = _body("seremi-tarapaca", "SEREMI", "seremi", territory=region)
    other = _body(
        "serviu-otro", "Otro SERVIU", "serviu", territory=Territory.objects.get(key="arica")
    )
    gore = _body("gore-tarapaca", "GORE", "gore", territory=region)
    ministry = _body("minvu", "MINVU", "ministry")
    return Cast(
        serviu=serviu,
        unit=unit,
        seremi=seremi,
        other=other,
        region=region,
        ana=_somebody("ana", ("Ana", "Soto"), Role.UNIT_OFFICER, serviu),
        bruno=_somebody("bruno", ("Bruno", "Díaz"), Role.UNIT_OFFICER, unit),
        diana=_somebody("diana", ("Diana", "Pérez"), Role.INSTITUTION_HEAD, serviu),
        emilio=_somebody("emilio", ("Emilio", "Vera"), Role.UNIT_HEAD, unit),
        carla=_somebody("carla", ("Carla", "Rojas"), Role.UNIT_OFFICER, other),
        sofia=_somebody("sofia", ("Sofía", "Lagos"), Role.UNIT_OFFICER, seremi),
        gaby=_somebody("gaby", ("Gaby", "Mora"), Role.REGIONAL_READER, gore),
        marta=_somebody("marta", ("Marta", "Silva"), Role.MINISTRY_READER, ministry),
        aldo=_somebody("aldo", ("Aldo", "Ríos"), Role.AUDITOR, unit),
        nora=_somebody("nora", ("Nora", "Castro"), Role.ADMINISTRATOR, serviu),
        pia=_somebody("pia", ("Pía", "Nuñez"), None, None),
        celia=_somebody("celia", ("Celia", "Paz"), Role.COUNTER_OFFICER, serviu),
        hugo=_somebody("hugo", ("Hugo", "Leiva"), Role.COUNTER_OFFICER, other),
    )


@pytest.fixture
def ana(cast: Cast) -> Somebody:
    return cast.ana


@pytest.fixture
def bruno(cast: Cast) -> Somebody:
    return cast.bruno


@pytest.fixture
def diana(cast: Cast) -> Somebody:
    return cast.diana


@pytest.fixture
def carla(cast: Cast) -> Somebody:
    return cast.carla


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def pdf(name: str = "informe.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, "application/pdf")


@contextmanager
def nothing_recorded() -> Iterator[None]:
    """No event is added inside: a refusal leaves no trace."""
    before = Chain.objects.get().sequence, Event.objects.count()
    yield
    assert (Chain.objects.get().sequence, Event.objects.count()) == before
