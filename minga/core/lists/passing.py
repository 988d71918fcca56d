"""Saved views pass to who takes over the work of another."""

from collections.abc import Iterator, Sequence

from minga.core.handover import Leaving, OpenWork, Task, register_open_work
from minga.core.lists.models import SavedView
from minga.core.lists.spec import spec_of

MOST_NAME = 60


def _find(who: Leaving) -> Iterator[Task]:
    for view in SavedView.objects.filter(owner=who.user_id or 0).order_by("list_key", "name"):
        spec = spec_of(view.list_key)
        yield Task(view.pk, f"Vista «{view.name}»", spec.title if spec else "")


def _hand(who: Leaving, heir: Leaving, keys: Sequence[int]) -> None:
    """Under its name, or with whose it was when the heir has one of that name."""
    for view in SavedView.objects.filter(owner=who.user_id or 0, pk__in=keys):
        others = SavedView.objects.filter(
            owner=heir.user_id, list_key=view.list_key, path=view.path
        )
        name, number = view.name, 1
        while others.filter(name=name).exists():
            mark = f" (de {who.label})" if number == 1 else f" (de {who.label}, {number})"
            name, number = view.name[: MOST_NAME - len(mark)] + mark, number + 1
        assert heir.user_id is not None
        view.owner_id, view.owner_label, view.name = heir.user_id, heir.label, name
        view.is_default = False
        view.save(update_fields=["owner", "owner_label", "name", "is_default"])


def declare() -> None:
    register_open_work(OpenWork("vistas guardadas", _find, _hand, of_account=True))
