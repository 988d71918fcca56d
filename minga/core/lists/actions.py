"""Saving, changing and deleting a view. A view changes no data of the service: no event."""

from django.db import IntegrityError, transaction

from minga.core.access import Access
from minga.core.errors import DomainError
from minga.core.integrity import refusal
from minga.core.lists.asked import Asked
from minga.core.lists.models import MOST_QUERY, SavedView

MOST_VIEWS = 50


class TooManyViews(DomainError):
    def __init__(self) -> None:
        super().__init__(
            f"Tiene {MOST_VIEWS} vistas guardadas en esta lista, el máximo. Borre una que no use."
        )


class AsksTooMuch(DomainError):
    def __init__(self) -> None:
        super().__init__("Esta lista pide demasiado para guardarla. Quite algunos filtros.")


class NameTaken(DomainError):
    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(f"Ya tiene en esta lista una vista «{name}». Elija otro nombre.")


def save_view(
    asked: Asked, path: str, *, user_id: int, by: Access, name: str, shared: bool
) -> SavedView:
    """Keep what the address asks under a name; twice the same name replaces what it asked."""
    list_key, query = asked.spec.key, asked.but(view="").query()
    if len(query) > MOST_QUERY:
        raise AsksTooMuch
    mine = SavedView.objects.filter(owner=user_id, list_key=list_key, path=path)
    with transaction.atomic():
        if mine.exclude(name=name).count() >= MOST_VIEWS:
            raise TooManyViews
        view, _ = SavedView.objects.update_or_create(
            owner_id=user_id,
            list_key=list_key,
            path=path,
            name=name,
            defaults={
                "query": query,
                "context": dict(asked.asking.context),
                "owner_label": by.label,
                "institution_id": _institution(by) if shared else None,
            },
        )
    return view


def change_view(view: SavedView, *, by: Access, name: str, shared: bool, default: bool) -> None:
    """Rename, share or stop sharing, open the list with it or not: one form, one save."""
    beside = SavedView.objects.filter(
        owner=view.owner_id, list_key=view.list_key, path=view.path
    ).exclude(pk=view.pk)
    view.name, view.is_default = name, default
    view.institution_id = (view.institution_id or _institution(by)) if shared else None
    try:
        with transaction.atomic():
            if default:
                beside.filter(is_default=True).update(is_default=False)
            view.save(update_fields=["name", "is_default", "institution_id"])
    except IntegrityError as error:
        if beside.filter(name=name).exists():
            raise NameTaken(name) from error
        raise refusal(error) or error from error


def delete_view(view: SavedView) -> None:
    view.delete()


def _institution(by: Access) -> int | None:
    """The one of the first role: what the person acts for."""
    return by.grants[0].institution_id if by.grants else None
