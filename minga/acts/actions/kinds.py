"""Kinds of acts of a service, and what each needs from a day on."""

from datetime import date
from typing import Any

from minga.acts.models import ActKind, ActKindRule
from minga.acts.permissions import SET_KINDS
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.people.models import Organisation


@action("acts.kind_added", says="agregó el tipo de acto «{name}»")
def add_kind(
    service: Organisation, name: str, *, by: Access, on: date | None = None, **rule: Any
) -> ActKind:
    """With its first rule: series, visas, source …"""
    _require(by, service.pk)
    kind = ActKind(service=service, name=name.strip())
    kind.save()
    ActKindRule(kind=kind, **rule).save()
    current_act().about(kind, name=kind.name)
    return kind


@action("acts.kind_ruled", says="fijó qué necesita «{name}» desde el {since}")
def set_rule(kind: ActKind, *, by: Access, on: date | None = None, **rule: Any) -> ActKindRule:
    """What was sent before keeps its steps."""
    _require(by, kind.service_id)
    made = ActKindRule(kind=kind, **rule)
    made.save()
    current_act().about(kind, name=kind.name, since=f"{made.valid_from:%d-%m-%Y}")
    return made


def _require(by: Access, service_id: int) -> None:
    if not by.may(SET_KINDS, service_id):
        raise NotAllowed("Solo quien administra el sistema fija los tipos de acto.")
    current_act().by = by.acting(SET_KINDS, service_id)
