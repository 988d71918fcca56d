"""Which kinds of work there are: each is a function of a `Run`, declared where it lives.

    @job("verification", label="Verificación del registro", permission="core.audit")
    def verify(run: Run, *, verification: str) -> dict[str, Any] | None: ...

The module that declares it is imported at start (`AppConfig.ready`) of its area.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from minga.core.access import Access
from minga.core.jobs.models import Job
from minga.core.jobs.run import Cancelled, Run, Superseded

Function = Callable[..., dict[str, Any] | None]
Ended = Callable[[Job], None]
F = TypeVar("F", bound=Function)


@dataclass(frozen=True)
class JobKind:
    """What core knows of a kind of work."""

    kind: str
    label: str
    function: Function
    permission: str | None = None
    # Whoever holds the permission sees it and fetches its result, not only who asked.
    shared: bool = False
    # Whether it may go on by itself after its process died.
    resumable: bool = True
    # How many times its process may die under it before it is given up.
    attempts: int = 3
    # Called in the transaction that ends it without a result: failed or cancelled.
    ended: Ended | None = None

    def may_ask(self, access: Access) -> bool:
        return self.permission is None or access.may(self.permission)

    def may_open(self, job: Job, access: Access) -> bool:
        """Who asked, while the permission lasts; others only where the kind is shared."""
        own = access.actor_id is not None and job.asked_by == access.actor_id
        return (own or self.shared) and self.may_ask(access)


_kinds: dict[str, JobKind] = {}


def job(
    kind: str,
    *,
    label: str,
    permission: str | None = None,
    shared: bool = False,
    resumable: bool = True,
    attempts: int = 3,
    ended: Ended | None = None,
) -> Callable[[F], F]:
    """Declare a kind of work. The function may be called again from the start at any time: what it
    did is in `run.saved`, and what must happen once is inside `run.once`."""
    assert shared is False or permission is not None, f"{kind}: shared with whom?"

    def declare(function: F) -> F:
        assert kind not in _kinds, kind
        _kinds[kind] = JobKind(
            kind, label, function, permission, shared, resumable, attempts, ended
        )
        return function

    return declare


def kind_of(kind: str) -> JobKind | None:
    """None for one that an earlier version left and this one no longer knows."""
    return _kinds.get(kind)


def forget(kind: str) -> None:
    """For the tests, which declare kinds of their own."""
    _kinds.pop(kind, None)


__all__ = ["Cancelled", "JobKind", "Run", "Superseded", "forget", "job", "kind_of"]
