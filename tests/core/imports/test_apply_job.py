"""A long apply is left to the worker: killed, cancelled, overtaken, tried again."""

from typing import Any

import pytest

from minga.core.imports import actions
from minga.core.imports.models import Import
from minga.core.jobs import actions as jobs
from minga.core.jobs.models import Job
from minga.core.jobs.reaper import take_back
from minga.core.jobs.runner import claim, perform
from minga.core.models import Event
from tests.conftest import Somebody
from tests.core.imports.making import applied, codes, imported, read, xlsx
from tests.core.imports.sample.models import Lot
from tests.core.imports.test_pages import page, post, said

ROWS = (("P-001", "Uno", 1_500_000, 3), ("P-002", "Dos", 2_000_000, 1))


@pytest.fixture(autouse=True)
def everything_is_long(monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 1)


def asked(who: Somebody, content: bytes | None = None) -> tuple[Import, Job]:
    """Read, and its apply asked for on its page."""
    upload = imported(content or xlsx(ROWS), who.access)
    response = post(who, "apply", upload, seen=upload.seen)
    assert (response.status_code, response.url) == (302, upload.get_absolute_url())
    upload.refresh_from_db()
    assert upload.job is not None
    return upload, upload.job


def test_the_request_writes_nothing_and_the_worker_all(ana: Somebody):
    upload, job = asked(ana)

    assert (upload.status, codes(), job.kind) == ("applying", [], "imports.apply")
    shown = said(page(ana, upload))
    assert "Se están escribiendo <b>2 cambios</b>" in shown
    assert f'hx-get="/trabajos/{job.public_id}/' in shown
    assert perform(job.public_id) == "done"
    upload.refresh_from_db()
    assert (upload.status, upload.applied_by, codes()) == ("applied", "A. Soto", ["P-001", "P-002"])


def test_what_is_short_is_written_at_once(ana: Somebody, monkeypatch: Any):
    monkeypatch.setattr(actions, "AT_ONCE", 2)

    upload, _ = asked(ana)

    assert (upload.status, len(codes())) == ("applied", 2)


def test_while_it_waits_nobody_else_decides(ana: Somebody, bruno: Somebody):
    upload, job = asked(ana)

    for what in ("apply", "discard"):
        response = post(bruno, what, upload, seen=upload.seen)
        assert (response.status_code, "aplicándose" in said(response)) == (409, True)
    assert Job.objects.filter(kind="imports.apply").count() == 1
    assert "Cancelar trabajo" not in said(page(bruno, upload))
    assert "Cancelar trabajo" in said(page(ana, upload))
    assert perform(job.public_id) == "done"


def test_killed_before_and_after_it_wrote_it_is_applied_once(ana: Somebody):
    _, job = asked(ana)
    assert claim(job.public_id, "dead-one") is not None  # and the process dies
    assert take_back(job.pk, "dead-one")
    assert perform(job.public_id) == "done"

    # As a process leaves it that dies between its last transaction and the note of it.
    Job.objects.filter(pk=job.pk).update(
        status="running", token="dead-two", finished_at=None, result=None
    )
    assert take_back(job.pk, "dead-two")

    assert perform(job.public_id) == "done"
    assert Event.objects.filter(kind="imports.applied").count() == 1
    assert Lot.objects.count() == 2


def test_cancelled_it_can_be_applied_again(ana: Somebody):
    upload, job = asked(ana)
    jobs.cancel(job, by=ana.access)

    upload.refresh_from_db()
    assert (upload.status, codes()) == ("ready", [])
    assert "No se aplicó porque se canceló: no cambió nada." in said(page(ana, upload))
    post(ana, "apply", upload, seen=upload.seen)
    upload.refresh_from_db()
    assert upload.job is not None
    assert perform(upload.job.public_id) == "done"
    assert len(codes()) == 2


def test_a_cancelled_one_is_retried_from_its_job(ana: Somebody):
    _, job = asked(ana)
    jobs.cancel(job, by=ana.access)
    jobs.retry(job, reason="La cancelé por error.", by=ana.access)

    assert perform(job.public_id) == "done"
    assert len(codes()) == 2


def test_what_changed_meanwhile_is_read_again_and_told(ana: Somebody):
    applied(xlsx([("P-001", "Uno", 1, 1)]), ana.access)
    upload, job = asked(ana, xlsx([("P-001", "Uno", 2, 1), ("P-002", "Dos", 5, 1)]))
    other = imported(xlsx([("P-001", "Uno", 3, 1)]), ana.access)
    actions.apply_import(other, seen=other.seen, by=ana.access)

    assert perform(job.public_id) == "done"

    upload.refresh_from_db()
    assert (upload.status, Lot.objects.get().amount) == ("reading", 3)
    assert read(upload).status == "ready"
    shown = said(page(ana, upload))
    assert "Los datos cambiaron desde la vista previa" in shown
    post(ana, "apply", upload, seen=upload.seen)
    upload.refresh_from_db()
    assert upload.job is not None
    assert perform(upload.job.public_id) == "done"
    assert dict(Lot.objects.values_list("code", "amount")) == {"P-001": 2, "P-002": 5}
    assert "Los datos cambiaron" not in said(page(ana, upload))


def test_who_lost_the_function_meanwhile_writes_nothing(ana: Somebody, monkeypatch: Any):
    from minga.core.access import NOBODY  # noqa: PLC0415

    upload, job = asked(ana)
    monkeypatch.setattr("minga.core.jobs.run.access_of_actor", lambda *_: NOBODY)

    assert perform(job.public_id) == "failed"

    upload.refresh_from_db()
    assert (upload.status, codes()) == ("ready", [])
    assert actions.NOT_YOURS in said(page(ana, upload))


def test_what_the_database_refuses_is_told(ana: Somebody):
    upload = imported(xlsx([("P-001", "Uno", 10**12, 1), ("P-002", "Dos", 5, 1)]), ana.access)
    actions.justify(upload, code="dear", text="Tasación vigente.", by=ana.access)
    upload = actions.apply_or_ask(upload, seen=upload.seen, by=ana.access)
    assert upload.job is not None

    assert perform(upload.job.public_id) == "failed"

    upload.refresh_from_db()
    assert (upload.status, codes()) == ("ready", [])
    assert "Ningún predio vale un billón" in said(page(ana, upload))
