"""Who is asking, and what for: the one object that decides rows and permissions.

The login says who; `people` registers the provider that turns a login and a day into an `Access`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from minga.core.permissions import AS_DECLARED, Overlay, Reach

if TYPE_CHECKING:
    from minga.core.models import Chain

P = ParamSpec("P")


@dataclass(frozen=True)
class Grant:
    """One role held at one institution, where it reaches the institution, a territory or
    everything."""

    role: str
    role_label: str
    institution_id: int
    institution_label: str
    reach: Reach
    territory_id: int | None = None
    is_substitute: bool = False
    # In whose place, and by which act; empty for a role of one's own.
    substituted: str = ""
    act_reference: str = ""
    # By delegation of whom, and only for these permissions; empty for all that the role gives.
    delegated: str = ""
    only: frozenset[str] = frozenset()
    # The place that its institution answers for; none for one of the whole country.
    seat_id: int | None = None
    # Where in the institution it is held: one of its units, or the institution itself.
    organisation_id: int | None = None

    def gives(self, permission: str, roles: frozenset[str]) -> bool:
        return self.role in roles and (not self.only or permission in self.only)


@dataclass(frozen=True)
class Access:
    """What a person may see and do on a day. Without grants: nothing."""

    actor_id: int | None
    label: str
    grants: tuple[Grant, ...] = ()
    on: date | None = None
    everything: bool = False
    home_territory_id: int | None = None
    user_id: int | None = None
    # Who does what on that day, where the service changed it.
    table: Overlay = field(default=AS_DECLARED, compare=False, repr=False)
    # Of who has no function any more: which one ended, and when.
    farewell: str = ""

    def may(
        self, permission: str, institution_id: int | None = None, unit_id: int | None = None
    ) -> bool:
        """Has a role with the permission; at that institution, where one is named; and there in
        that unit or in the whole institution, where one is."""
        roles = self.holders(permission)
        return self.everything or any(
            grant.gives(permission, roles)
            and institution_id in (None, grant.institution_id)
            and (unit_id is None or grant.organisation_id in (unit_id, grant.institution_id))
            for grant in self.grants
        )

    def units(self, permission: str) -> frozenset[int]:
        """Where it holds the permission: units, and institutions as a whole."""
        roles = self.holders(permission)
        held = (grant.organisation_id for grant in self.grants if grant.gives(permission, roles))
        return frozenset(unit for unit in held if unit is not None)

    def holders(self, permission: str) -> frozenset[str]:
        """The roles that hold it on the day of this access."""
        return self.table.holders(permission, self.on or date.max)

    def acting(self, permission: str, institution_id: int, unit_id: int | None = None) -> "Access":
        """The same person, by the role that allows it there: what the event records. The one held
        in the unit that is asked for goes first; a role of one's own goes before a delegated one,
        and this before one held in another's place."""
        roles = self.holders(permission)
        at = [grant for grant in self.grants if grant.institution_id == institution_id]
        used = [grant for grant in at if grant.gives(permission, roles)]
        fits = (unit_id, institution_id)
        used.sort(
            key=lambda grant: (
                unit_id is not None and grant.organisation_id not in fits,
                grant.is_substitute,
                bool(grant.delegated),
            )
        )
        return replace(self, grants=(*used, *(g for g in self.grants if g not in used)))

    @property
    def institutions(self) -> frozenset[int]:
        return frozenset(grant.institution_id for grant in self.grants)

    @property
    def territories(self) -> frozenset[int]:
        """Read because of the place: regional and communal readers."""
        return frozenset(
            grant.territory_id
            for grant in self.grants
            if grant.reach == Reach.TERRITORY and grant.territory_id is not None
        )

    def seats(self, permission: str) -> frozenset[int]:
        """The places of the institutions where a role gives the permission."""
        roles = self.holders(permission)
        given = (grant.seat_id for grant in self.grants if grant.gives(permission, roles))
        return frozenset(seat for seat in given if seat is not None)

    @property
    def reads_all(self) -> bool:
        return self.everything or any(grant.reach == Reach.ALL for grant in self.grants)

    @property
    def role_label(self) -> str:
        return self.grants[0].role_label if self.grants else ""

    @property
    def organisation_label(self) -> str:
        return self.grants[0].institution_label if self.grants else ""


NOBODY = Access(None, "")
Provider = Callable[[AbstractBaseUser | AnonymousUser, date], Access]
_providers: list[Provider] = []


def register_provider(provider: Provider) -> None:
    """Called once, by `people` at start."""
    _providers[:] = [provider]


ActorProvider = Callable[[int, date], Access]
_actor_providers: list[ActorProvider] = []


def register_actor_provider(provider: ActorProvider) -> None:
    """Called once, by `people` at start: the same for who is not at the screen (a job, a
    subscription)."""
    _actor_providers[:] = [provider]


def access_of_actor(actor_id: int | None, on: date) -> Access:
    """What the person of an event or a job may do on a day."""
    known = actor_id is not None and _actor_providers
    return _actor_providers[0](actor_id, on) if known and actor_id is not None else NOBODY


def access_of(user: AbstractBaseUser | AnonymousUser, on: date) -> Access:
    return _providers[0](user, on) if user.is_authenticated and _providers else NOBODY


def operator(label: str = "Operación del sistema") -> Access:
    """Who runs a command on the machine: may do what no role may, and is recorded as such."""
    return Access(None, label, everything=True)


class StaffRequest(HttpRequest):
    """A request of somebody signed in."""

    access: Access
    htmx: HtmxDetails
    day: date
    chain: "Chain"


def needs(
    permission: str,
) -> Callable[
    [Callable[Concatenate[StaffRequest, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponse],
]:
    """403 for who has no role with the permission anywhere; where, is for the action to say."""

    def wrap(
        view: Callable[Concatenate[StaffRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            staff = cast(StaffRequest, request)
            if not staff.access.may(permission):
                raise PermissionDenied
            return view(staff, *args, **kwargs)

        cast(Any, guarded).permission = permission
        return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], guarded)

    return wrap
