"""From the signature to the end: number, toma de razón, Diario Oficial, notification. When the last
of what is due has happened, what the act decides takes effect, in that same action."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile

from minga.acts import errors
from minga.acts.actions.rules import DEADLY, lock, require, require_other
from minga.acts.effects import effect_named
from minga.acts.models import Act, ActKind, ActNotice
from minga.acts.papers import pdf_of
from minga.acts.permissions import NUMBER, SIGN
from minga.core import folios
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.documents.actions import file_document, file_made
from minga.documents.files.actions import file_among
from minga.documents.kinds import ending_of
from minga.documents.models import Dossier

ONLY = "Solo la Oficina de Partes numera actos y registra su trámite."


def series_of(act: Act) -> str:
    return f"{act.service.public_id}/{act.series}"


def _require_past(day: date, on: date, field: str) -> None:
    if day > on:
        raise errors.ActRefused(f"Hoy es {on:%d-%m-%Y}: escriba hoy o un día anterior.", field)


@action("acts.numbered", says="numeró la {name}")
def number_act(act: Act, *, dated: date | None = None, by: Access, on: date | None = None) -> Act:
    """The next number of its series in the year of its date; its PDF is filed with it."""
    assert on is not None
    act = lock(act)
    acting = require(by, NUMBER, act, ONLY)
    if act.status != Act.Status.SIGNED or act.signed_on is None:
        raise errors.ActRefused("Se numera un acto firmado y todavía sin número.")
    day = dated or on
    _require_past(day, on, "dated")
    if day < act.signed_on:
        raise errors.ActRefused(
            f"Se firmó el {act.signed_on:%d-%m-%Y}: la fecha del acto no es anterior.", "dated"
        )
    act.number = folios.take_number(series_of(act), day.year)
    act.year, act.numbered_on, act.status = day.year, day, Act.Status.NUMBERED
    act.document = file_made(
        act.dossier,
        pdf_of(act),
        name=f"{act.name}.pdf",
        title=act.name,
        dated_on=day,
        by=acting,
        on=on,
    )
    act.save()
    if act.case_model:
        file_among(act.case(), act.document, by=acting, on=on)
    current_act().about(act, name=act.name)
    _settle(act, on)
    return act


def _settle(act: Act, on: date) -> None:
    """Once nothing is due: its day, what it does to others, and its effects. One that fails leaves
    nothing of this action behind."""
    if act.status != Act.Status.NUMBERED or act.pending():
        return
    act.status, act.processed_on = Act.Status.PROCESSED, act.last_day()
    act.save()
    for relation in act.relations.select_related("other"):
        require_other(act, relation.other)
        relation.effective_on = act.processed_on
        relation.save()
        if relation.kind in DEADLY:
            _revoke(relation.other, act, on)
    for effect in act.effects.order_by("pk"):
        effect_named(effect.key).apply(act, effect.data, on)
        effect.applied_on = on
        effect.save()
    current_act().about(act, processed=f"{act.processed_on:%d-%m-%Y}")


def _revoke(act: Act, by_act: Act, on: date) -> None:
    """What an act that another leaves without effect had brought about ends with it."""
    for effect in act.effects.filter(applied_on__isnull=False).order_by("pk"):
        effect_named(effect.key).revoke(act, effect.data, by_act, on)
        effect.revoked_on = on
        effect.save()


def _in_process(act: Act, by: Access) -> Act:
    act = lock(act)
    require(by, NUMBER, act, ONLY)
    if act.status != Act.Status.NUMBERED:
        raise errors.ActRefused("Este acto no espera eso: abra su página para ver su estado.")
    return act


def _require_new(known: object) -> None:
    if known:
        raise errors.AlreadyRecorded


@action("acts.sent_to_review", says="envió la {name} a toma de razón")
def send_to_review(act: Act, *, day: date, by: Access, on: date | None = None) -> Act:
    assert on is not None
    act = _in_process(act, by)
    _require_past(day, on, "day")
    _require_new(act.review_sent_on)
    act.review_sent_on = day
    act.save()
    current_act().about(act, name=act.name)
    return act


@action("acts.reviewed", says="registró la toma de razón de la {name}: {result}")
def record_review(
    act: Act, *, result: str, day: date, note: str = "", by: Access, on: date | None = None
) -> Act:
    """One that the Contraloría represents ends there: nothing of it takes effect."""
    assert on is not None
    act = _in_process(act, by)
    _require_past(day, on, "day")
    _require_new(act.review)
    if note.strip() and result == Act.Review.TAKEN:
        raise errors.ActRefused(
            "Escribió un alcance: elija «tomado de razón con alcance», o borre lo escrito.", "note"
        )
    act.review, act.review_on, act.review_note = result, day, note.strip()
    if result == Act.Review.REPRESENTED:
        act.status = Act.Status.REPRESENTED
    act.save()
    current_act().about(act, name=act.name, result=act.get_review_display())
    _settle(act, on)
    return act


@action("acts.published", says="registró la publicación de la {name}")
def publish(act: Act, *, day: date, edition: str, by: Access, on: date | None = None) -> Act:
    assert on is not None
    act = _in_process(act, by)
    _require_past(day, on, "day")
    _require_new(act.published_on)
    act.published_on, act.edition = day, edition.strip()
    act.save()
    current_act().about(act, name=act.name)
    _settle(act, on)
    return act


@action("acts.notified", says="registró una notificación de la {name}")
def record_notice(
    notice: ActNotice, *, way: str, day: date, by: Access, on: date | None = None
) -> Act:
    assert on is not None
    act = _in_process(notice.act, by)
    _require_past(day, on, "day")
    notice = ActNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    _require_new(notice.notified_on)
    notice.way, notice.notified_on = way, day
    notice.save()
    current_act().about(act, name=act.name)
    _settle(act, on)
    return act


@action("acts.signed_copy_filed", says="archivó la copia firmada de la {name}")
def file_signed_copy(act: Act, file: UploadedFile, *, by: Access, on: date | None = None) -> Act:
    assert on is not None
    act = lock(act)
    acting = require(by, NUMBER, act, ONLY)
    if file.name is None or ending_of(file.name) != "pdf":
        raise errors.CopyIsNotPdf
    if not act.number or not act.numbered_on or act.signed_copy_id:
        raise errors.ActRefused("Se archiva una copia firmada de un acto con número, una vez.")
    act.signed_copy = file_document(
        act.dossier,
        file,
        title=f"Copia firmada de la {act.name}",
        dated_on=act.numbered_on,
        by=acting,
        on=on,
    )
    act.save()
    if act.case_model:
        file_among(act.case(), act.signed_copy, by=acting, on=on)
    current_act().about(act, name=act.name)
    return act


@action("acts.closed", says="cerró sin efecto la {name}")
def close(act: Act, *, reason: str, by: Access, on: date | None = None) -> Act:
    """Signed, and its process can't or must not go on. Its number stays with it, and nothing of it
    takes effect. By who signs: it undoes what was signed."""
    act = lock(act)
    require(by, SIGN, act, "Solo quien firma los actos del servicio cierra uno sin efecto.")
    if act.status not in (Act.Status.SIGNED, Act.Status.NUMBERED):
        raise errors.NothingToClose(act.get_status_display())
    if not reason.strip():
        raise errors.ActRefused("Escriba por qué se cierra: queda en el registro.", "reason")
    act.status, act.closed_on, act.close_reason = Act.Status.CLOSED, on, reason.strip()
    act.save()
    current_act().about(act, name=act.name, reason=act.close_reason)
    return act


@action("acts.earlier_registered", says="registró la {name}, numerada antes de Minga")
def register_earlier(
    kind: ActKind,
    *,
    series: str,
    number: int,
    dated: date,
    subject: str,
    is_last: bool = False,
    by: Access,
    on: date | None = None,
) -> Act:
    """A number of the book on paper, of its own year. Until Minga gives the first one of a year,
    the series goes on from the last of the book, which is said to be the last: a slip would skip
    numbers for good."""
    assert on is not None
    assert by.actor_id is not None
    _require_past(dated, on, "dated")
    service = kind.service
    dossier = Dossier(service=service, territory=service.territory)
    act = Act(
        service=service, unit=service, territory=service.territory, dossier=dossier, kind=kind,
        subject=subject, resuelvo="", series=series, is_earlier=True,
        drafted_by_id=by.actor_id, drafted_on=on, number=number, year=dated.year,
        numbered_on=dated, processed_on=dated, status=Act.Status.PROCESSED,
    )  # fmt: skip
    require(by, NUMBER, act, ONLY)
    held = folios.hold(series_of(act), dated.year)
    same = Act.objects.filter(service=service, series=series, year=dated.year)
    if same.filter(number=number).exists():
        raise errors.NumberTaken(number, dated.year)
    if number > held.last:
        if same.filter(is_earlier=False).exists():
            raise errors.ActRefused("Ese número todavía no se ha dado en esa serie.", "number")
        if not is_last:
            raise errors.BeyondTheBook(number, held.last)
        folios.skip_to(series_of(act), dated.year, number)
    dossier.save()
    act.dossier = dossier
    act.save()
    current_act().about(act, name=act.name)
    return act
