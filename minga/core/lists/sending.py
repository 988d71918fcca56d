"""A saved view that leaves by e-mail every day, week or month, as its person may see it then."""

import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from minga.core.access import Access
from minga.core.errors import DomainError
from minga.core.jobs.reports import Made, register_report
from minga.core.lists.exports import FORMATS, file_name
from minga.core.lists.models import SavedView
from minga.core.lists.rows import narrowed
from minga.core.lists.spec import spec_of
from minga.core.lists.work import ListGone, asked_again

REPORT = "saved_list"
FORMAT = "xlsx"


class ViewOutOfDate(DomainError):
    """Sent without a filter, the list would say something else under the same name."""

    def __init__(self, view: SavedView, problem: str) -> None:
        super().__init__(
            f"La vista «{view.name}» pide algo que su lista ya no tiene. {problem} Ábrala y "
            "guárdela de nuevo."
        )


def register() -> None:
    register_report(REPORT, "Lista guardada", _make, _visible, _options)


def _options(access: Access) -> Iterable[tuple[str, str]]:
    found = SavedView.objects.open_to(access.user_id, access).order_by("list_key", "name")
    titles = {view.list_key: spec.title for view in found if (spec := spec_of(view.list_key))}
    return [
        (view.public_id, f"{titles[view.list_key]}, {view.name}")
        for view in found
        if view.list_key in titles
    ]


def _view(params: Mapping[str, Any], access: Access) -> SavedView | None:
    views = SavedView.objects.open_to(access.user_id, access)
    return views.filter(public_id=params.get("option", "")).first()


def _visible(params: Mapping[str, Any], access: Access) -> bool:
    view = _view(params, access)
    spec = spec_of(view.list_key) if view else None
    return spec is not None and (spec.permission is None or access.may(spec.permission))


def _make(params: Mapping[str, Any], access: Access, on: date) -> Made:
    view = _view(params, access)
    if view is None:
        raise ListGone
    order = {"list": view.list_key, "path": view.path, "query": view.query}
    asked = asked_again({**order, "context": view.context}, access, on)
    if asked.problems:
        raise ViewOutOfDate(view, asked.problems[0])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lista"
        FORMATS[FORMAT].write(path, asked, narrowed(asked).count(), lambda done: None)
        return file_name(asked, FORMAT), FORMATS[FORMAT].content_type, path.read_bytes()
