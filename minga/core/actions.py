"""`@action`: one function, one transaction, one event. The only way into a protected table."""

import functools
from collections.abc import Callable
from datetime import date
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from minga.core import anchors, batches
from minga.core.access import Access
from minga.core.acts import Act, _current, current_act
from minga.core.canonical import canonical_json, digest, digests_of, ensure_keys, name_of
from minga.core.clock import today
from minga.core.integrity import refusal
from minga.core.models import Chain, Event

P = ParamSpec("P")
R = TypeVar("R")

# kind → how its event reads in a history, after the person's name: «cargó la evidencia de
# {activity}».
SENTENCES: dict[str, str] = {}

# Called inside the transaction, when the function has ended and before the event is written: what
# has to follow the rows that an action touched (the search index).
after_action: list[Callable[[Act], None]] = []


def action(kind: str, *, says: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run the function in one transaction and append its event as the last statement.

    The function takes `by: Access` and `on: date | None` as keywords; it tells what the event is
    about with `current_act().about(subject, …)`. A `DomainError` inside leaves nothing behind.
    """
    SENTENCES[kind] = says

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if _current.get() is not None:
                msg = f"{kind} was called inside another action: one action, one event."
                raise RuntimeError(msg)
            by = kwargs["by"]
            on = kwargs.get("on") or today()
            assert isinstance(by, Access)
            assert isinstance(on, date)
            kwargs["on"] = on
            act = Act(kind, by, on)
            token = _current.set(act)
            try:
                with transaction.atomic():
                    result = function(*args, **kwargs)
                    for follow in after_action:
                        follow(act)
                    _append(act)
            except IntegrityError as error:
                refused = refusal(error)
                if refused is None:
                    raise
                raise refused from error
            finally:
                _current.reset(token)
            return result

        return run

    return wrap


def _append(act: Act) -> None:
    """Write the event. The head is locked here, at the end: locked first it would queue whole
    actions."""
    subject = act.subject
    assert subject is not None, f"{act.kind} did not say what it is about"
    digests = _digests(act) | batches.keep(act)
    belongs = subject.belongs_to()
    chain = Chain.objects.select_for_update().get()
    event = Event(
        id=act.event_id,
        sequence=chain.sequence + 1,
        recorded_at=timezone.now(),
        on=act.on,
        kind=act.kind,
        actor_id=act.by.actor_id,
        actor=act.by.label,
        role=act.by.role_label,
        organisation=act.by.organisation_label,
        subject_model=type(subject)._meta.label_lower,  # type: ignore[attr-defined]
        subject_id=subject.pk,
        subject_public_id=subject.public_id,
        service=belongs.get("service", ""),
        territory=belongs.get("territory", ""),
        reason=act.reason,
        data=act.data,
        digests=digests,
        previous=chain.head,
    )
    event.hash = event_hash(event, chain.chain_id)
    event.save(force_insert=True)
    chain.sequence, chain.head = event.sequence, event.hash
    chain.save(update_fields=["sequence", "head"])
    anchors.append_on_commit(chain)


def event_hash(event: Event, chain_id: str) -> str:
    """SHA-256 of the canonical form of everything the event says, with the hash before it."""
    names = [field.attname for field in Event._meta.concrete_fields if field.attname != "hash"]
    return digest(
        canonical_json({"chain": chain_id} | {name: getattr(event, name) for name in names})
    )


def _digests(act: Act) -> dict[str, str | None]:
    """The digest of each row as the database now holds it; nothing (null) for a deleted one."""
    digests: dict[str, str | None] = {name_of(model, pk): None for model, pk in act.forgotten}
    for model, pks in act.touched.items():
        if getattr(model, "has_personal_data", False):
            ensure_keys(model, pks)
        digests |= digests_of(model, model._base_manager.filter(pk__in=pks))
    return digests


__all__ = ["SENTENCES", "action", "after_action", "current_act", "event_hash"]
