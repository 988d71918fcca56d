"""The reading, which may be cancelled, killed, asked for again."""

from datetime import date
from typing import Any

from minga.core.imports.models import Import
from minga.core.jobs import actions as jobs
from minga.core.jobs.runner import perform
from tests.conftest import Somebody
from tests.core.imports.making import imported, read, sent, xlsx

ROWS = (("P-001", "Uno", 1_500_000, 3),)


def test_it_happens_once_however_often_it_is_asked(ana: Somebody):
    upload = sent(xlsx(ROWS), ana.access)
    assert upload.job is not None

    done = [perform(upload.job.public_id) for _ in range(3)]

    assert done == ["done", "not waiting", "not waiting"]
    upload.refresh_from_db()
    assert upload.status == "ready"


def test_a_cancelled_reading_is_told_and_can_be_tried_again(ana: Somebody):
    upload = sent(xlsx(ROWS), ana.access)
    assert upload.job is not None
    job = jobs.cancel(upload.job, by=ana.access)

    upload.refresh_from_db()
    assert (upload.status, "se canceló" in upload.sentence) == ("refused", True)
    jobs.retry(job, reason="La cancelé por error.", by=ana.access)
    assert read(upload).status == "ready"


def test_what_was_discarded_meanwhile_stays_so(ana: Somebody):
    upload = sent(xlsx(ROWS), ana.access)
    Import.objects.filter(pk=upload.pk).update(status="discarded")

    assert read(upload).status == "discarded"


def test_an_area_that_is_gone_is_told(ana: Somebody):
    upload = sent(xlsx(ROWS), ana.access)
    Import.objects.filter(pk=upload.pk).update(kind="gone")

    assert read(upload).status == "refused"
    assert str(upload) == "gone de «predios.xlsx»"


def test_who_has_not_the_function_any_more_reads_nothing(ana: Somebody, settings: Any):
    upload = sent(xlsx(ROWS), ana.access)
    settings.TODAY = date(1999, 12, 31)  # the function begins a day later

    assert "Ninguna de sus funciones" in read(upload).sentence


def test_its_page_is_the_one_of_the_import(ana: Somebody):
    upload = imported(xlsx(ROWS), ana.access)

    assert upload.job is not None
    assert upload.job.subject_url == upload.get_absolute_url()
