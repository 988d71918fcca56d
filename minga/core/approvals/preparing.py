"""Who writes in bulk what will be approved (an import) prepared it, as who writes one row."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from minga.core.acts import Act, current_act
from minga.core.approvals.flows import flow_named
from minga.core.approvals.models import Submission
from minga.core.bulk import bulk_insert
from minga.core.models import Preparation


def note(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Called by `core.bulk` in the transaction that wrote the rows."""
    act = current_act()
    flow = flow_named(model._meta.label_lower)
    if flow is None or act.by.actor_id is None:
        return
    person = (act.by.actor_id, act.by.label)
    columns = ["subject_model", "subject_id", "actor_id", "actor"]
    unnoted = _unnoted(model, act, act.by.actor_id).order_by("pk")
    rows = [(flow.subject_model, pk, *person) for pk in unnoted.values_list("pk", flat=True)]
    bulk_insert(Preparation, columns, rows)


def _unnoted(model: type[models.Model], act: Act, actor_id: int) -> QuerySet[Any]:
    """Of the rows of this action. What becomes of the approved ones nobody prepares."""
    same = {"subject_model": model._meta.label_lower, "subject_id": OuterRef("pk")}
    noted = Preparation.objects.filter(actor_id=actor_id, **same)
    approved = Submission.objects.filter(outcome="approved", **same)
    written = model._base_manager.filter(event_id=act.event_id)
    return written.filter(~Exists(noted), ~Exists(approved))
