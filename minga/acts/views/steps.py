"""Each step of the process after the signature, of Oficina de Partes: a page with its form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minga.acts import actions
from minga.acts.forms import (
    CloseForm,
    CopyForm,
    DayForm,
    EarlierForm,
    NotifyForm,
    NumberForm,
    PublishForm,
    ReviewForm,
)
from minga.acts.models import Act, ActKind, ActKindRule
from minga.acts.permissions import NUMBER, SIGN
from minga.acts.views.common import act_of, asked, service_with
from minga.core.access import Access, StaffRequest, needs
from minga.core.forms import MingaForm

form_page = require_http_methods(["GET", "POST"])
Do = Callable[[Act, dict[str, Any], Access], object]


@dataclass(frozen=True)
class Step:
    """`key` is in the address; `verb` on its button; `form` takes the act when it asks for it."""

    key: str
    verb: str
    done: str
    form: Callable[..., MingaForm]
    do: Do
    of_act: bool = False


def _copy(act: Act, said: dict[str, Any], by: Access) -> object:
    return actions.file_signed_copy(act, said["file"], by=by)


def _notify(act: Act, said: dict[str, Any], by: Access) -> object:
    return actions.record_notice(said["notice"], way=said["way"], day=said["day"], by=by)


STEPS = {
    step.key: step
    for step in (
        Step(
            "numero", "Numerar acto", "Acto numerado y archivado.", NumberForm,
            lambda act, said, by: actions.number_act(act, **said, by=by),
        ),
        Step(
            "envio", "Registrar envío a toma de razón", "Envío a toma de razón registrado.",
            DayForm, lambda act, said, by: actions.send_to_review(act, **said, by=by),
        ),
        Step(
            "toma-de-razon", "Registrar toma de razón", "Toma de razón registrada.", ReviewForm,
            lambda act, said, by: actions.record_review(act, **said, by=by),
        ),
        Step(
            "publicacion", "Registrar publicación", "Publicación registrada.", PublishForm,
            lambda act, said, by: actions.publish(act, **said, by=by),
        ),
        Step(
            "notificacion", "Registrar notificación", "Notificación registrada.", NotifyForm,
            _notify, of_act=True,
        ),
        Step("copia", "Archivar copia firmada", "Copia firmada archivada.", CopyForm, _copy),
    )
}  # fmt: skip


def _possible(act: Act, notices: list[Any]) -> set[str]:
    """What can be done now, and nothing that would be refused."""
    if act.status == Act.Status.SIGNED:
        return {"numero"}
    keys = set()
    if act.number and not act.signed_copy_id and not act.is_earlier:
        keys.add("copia")
    if act.status != Act.Status.NUMBERED:
        return keys
    taken = act.series == ActKindRule.Series.EXEMPT or act.review in ("taken", "scope")
    if not taken:
        return keys | {"toma-de-razon" if act.review_sent_on else "envio"}
    if act.to_publish and not act.published_on:
        keys.add("publicacion")
    if any(row.notified_on is None for row in notices):
        keys.add("notificacion")
    return keys


def steps_of(act: Act, notices: list[Any]) -> list[Step]:
    keys = _possible(act, notices)
    return [step for step in STEPS.values() if step.key in keys]


@form_page
@needs(NUMBER)
def step(request: StaffRequest, public_id: str, key: str) -> HttpResponse:
    act = act_of(request, public_id)
    if key not in STEPS or not request.access.may(NUMBER, act.service_id):
        raise Http404
    found = STEPS[key]
    back = reverse("acts:act", args=[public_id])
    if request.method == "GET" and found not in steps_of(act, list(act.notices.all())):
        return redirect(back)
    name = "dated" if key == "numero" else "day"
    more: dict[str, Any] = {"initial": {name: request.day}}
    form = found.form(*([act] if found.of_act else []), *_sent(request), **more)
    return asked(
        request, form, lambda: found.do(act, form.cleaned_data, request.access),
        done=found.done, back=back, title=found.verb, verb=found.verb, act=act,
        upload=key == "copia",
    )  # fmt: skip


@form_page
@needs(SIGN)
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    """Of who signs: an act that can't go on ends here."""
    act = act_of(request, public_id)
    if not request.access.may(SIGN, act.service_id):
        raise Http404
    form = CloseForm(*_sent(request))
    return asked(
        request, form,
        lambda: actions.close(act, reason=form.cleaned_data["reason"], by=request.access),
        done="Acto cerrado sin efecto.", back=reverse("acts:act", args=[public_id]),
        title="Cerrar el acto sin efecto", verb="Cerrar sin efecto", act=act,
    )  # fmt: skip


def _sent(request: StaffRequest) -> list[Any]:
    return [request.POST, request.FILES] if request.method == "POST" else []


@form_page
@needs(NUMBER)
def earlier(request: StaffRequest) -> HttpResponse:
    """A number of the book on paper, so that later acts can act on it."""
    service = service_with(request, NUMBER)
    kinds = ActKind.objects.filter(service=service).order_by("name")
    form = EarlierForm(kinds, *_sent(request))

    def do() -> object:
        said = dict(form.cleaned_data)
        return actions.register_earlier(said.pop("kind"), **said, by=request.access)

    title = "Registrar un acto anterior a Minga"
    return asked(
        request, form, do, done="Acto anterior registrado.", back=reverse("acts:acts"),
        title=title, verb="Registrar acto anterior",
    )  # fmt: skip
