"""Letters for many: judged whole, signed once, numbered once each whatever dies when."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from minga.acts.letters import batches, errors
from minga.acts.letters.addressing import read
from minga.acts.letters.models import BatchRow, Letter
from minga.acts.wording.holes import TextHasHoles
from minga.core.approvals import actions as approvals
from minga.core.folios import last_number
from minga.core.jobs.actions import retry
from minga.core.jobs.models import Job
from minga.core.jobs.runner import perform
from tests.acts.letters.factories import TEXT, TOWNS, batch, numbered, registry, signed_batch
from tests.conftest import TODAY, Cast, nothing_recorded


def _issue(cast: Cast, made: Any) -> Job:
    return batches.ask_issue(made, by=registry(cast).access)


def test_each_row_gets_its_own_number_and_its_own_words(cast: Cast) -> None:
    made = signed_batch(cast)
    assert perform(_issue(cast, made).public_id) == "done"

    letters = list(Letter.objects.filter(batch=made).order_by("number"))
    assert [letter.number for letter in letters] == [1, 2, 3, 4]
    assert letters[1].body == "Estimado Persona 2: a Municipalidad 2."
    assert all(letter.document_id and letter.signer == cast.diana.person for letter in letters)
    made.refresh_from_db()
    assert made.state == "issued"


def test_columns_of_a_sheet_are_fields_and_every_hole_is_told_at_once(cast: Cast) -> None:
    head = "destinatario\tmonto\nAna\t1.200\nBruno\t\nCarla\t"
    with nothing_recorded(), pytest.raises(errors.RowsWrong) as refused:
        batch(cast, head, body="Van {{ monto }} pesos. {{ zzz }}")
    assert str(refused.value).count("«zzz»") == 3
    assert "Línea 3: falta «monto», «zzz»." in str(refused.value)
    made = batch(cast, head.replace("\t\n", "\t7\n") + "9", body="Van {{ monto }} pesos.")
    assert [row.said["monto"] for row in made.rows.all()] == ["1.200", "7", "9"]


def test_killed_in_the_middle_no_number_is_lost_nor_doubled(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = signed_batch(cast)
    job = _issue(cast, made)
    real = batches.number

    def dies(letter: Letter, **more: Any) -> None:
        real(letter, **more)
        if letter.number == 3:
            raise RuntimeError("killed")

    monkeypatch.setattr(batches, "number", dies)
    assert perform(job.public_id) == "failed"
    assert last_number("serviu-tarapaca/oficio-ordinary", 2007) == 2
    monkeypatch.setattr(batches, "number", real)
    retry(job, reason="Murió.", by=registry(cast).access)
    assert perform(job.public_id) == "done"

    numbers = Letter.objects.filter(batch=made).order_by("row__position")
    assert list(numbers.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_run_twice_it_writes_nothing_more(cast: Cast) -> None:
    made = signed_batch(cast)
    by = registry(cast).access
    row = made.rows.first()
    assert row
    first = batches.issue_row(row, by=by)
    assert batches.issue_row(row, by=by) == first
    assert perform(_issue(cast, made).public_id) == "done"
    assert Letter.objects.count() == 4
    with pytest.raises(errors.NotSigned):
        _issue(cast, made)
    assert numbered(cast).number == 5


def test_asked_twice_it_is_one_job(cast: Cast) -> None:
    made = signed_batch(cast)
    assert _issue(cast, made) == _issue(cast, made)


def test_what_was_sent_to_be_signed_is_frozen_with_its_rows(cast: Cast) -> None:
    made = approvals.begin(batch(cast), by=cast.ana.access)
    with nothing_recorded(), pytest.raises(errors.NotDraft):
        batches.save_batch(cast.serviu, made, said=TEXT, rows=read(TOWNS), by=cast.ana.access)
    row = BatchRow.objects.filter(batch=made).first()
    assert row
    with (
        pytest.raises(IntegrityError, match="Espera aprobación"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE letters_batchrow SET email = 'x@y.cl' WHERE id = %s", [row.pk])


def test_a_row_changed_behind_the_signature_is_not_numbered(cast: Cast) -> None:
    made = signed_batch(cast)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE letters_batchrow SET email = 'x@y.cl' WHERE position = 1")
    with pytest.raises(errors.ContentChanged):
        _issue(cast, made)


def test_hostile_values_are_only_words(cast: Cast) -> None:
    made = signed_batch(cast, "=1+1 | {{ fecha }}; <script>; {% now %}")
    perform(_issue(cast, made).public_id)
    letter = Letter.objects.get()
    assert "{{ fecha }}" in letter.body
    assert "{% now %}" in letter.body


def test_a_letter_of_it_is_not_sent_to_be_signed_again(cast: Cast) -> None:
    perform(_issue(cast, signed_batch(cast)).public_id)
    letter = Letter.objects.first()
    assert letter
    address = reverse("letters:send", args=[letter.public_id])
    with nothing_recorded(), pytest.raises(errors.NotDraft, match="está numerado"):
        approvals.begin(letter, by=cast.ana.access)
    told = cast.ana.client().post(address, follow=True).content.decode()
    assert "Ya no es un borrador" in told
    assert "a la vez" not in told


def test_with_something_still_to_be_written_it_is_not_sent(cast: Cast) -> None:
    made = batch(cast, body="A {{ destinatario }}: [plazo].")
    with nothing_recorded(), pytest.raises(TextHasHoles):
        approvals.begin(made, by=cast.ana.access)


def test_it_says_the_day_on_which_it_was_signed(cast: Cast) -> None:
    made = signed_batch(cast, body="Al {{ fecha }}.")
    later = TODAY + timedelta(3)
    row = made.rows.first()
    assert row
    letter = batches.issue_row(row, by=registry(cast).on(later), on=later)
    assert (letter.body, letter.dated_on) == ("Al 30 de noviembre de 2007.", later)


def test_a_subject_that_does_not_fit_is_told_and_not_cut(cast: Cast) -> None:
    rows = "destinatario\tqué\nAna\tcorto\nBruno\t" + "x" * 120
    with nothing_recorded(), pytest.raises(errors.RowsWrong) as refused:
        batch(cast, rows, subject="{{ qué }} " * 3, body="Hola.")
    assert str(refused.value) == "Línea 3: su materia tiene 363 letras y caben 300."


def test_a_subject_that_fits_no_more_when_it_is_sent_is_told(cast: Cast) -> None:
    made = batch(cast)
    said = {"subject": "{{ fecha }} " + "x" * 280, "body": "Hola."}
    spring = date(2008, 5, 1)
    assert batches.save_batch(
        cast.serviu, made, said=said, rows=read("Ana"), by=cast.ana.on(spring), on=spring
    )
    autumn = date(2008, 9, 30)
    with pytest.raises(errors.RowsWrong):
        approvals.begin(made, by=cast.ana.on(autumn), on=autumn)


def test_one_goes_forward_and_back_among_its_rows(cast: Cast) -> None:
    made = batch(cast, "\n".join(f"Persona {n}" for n in range(101)), body="Hola.")
    page = reverse("letters:batch", args=[made.public_id])
    client = cast.ana.client()
    first, last = (client.get(f"{page}?pagina={n}").content.decode() for n in (1, 2))
    assert 'href="?pagina=2"' in first
    assert "Anteriores" not in first
    assert '<a href="?pagina=1">Anteriores</a>' in last
    assert "Siguientes" not in last


def test_a_draft_is_discarded_with_its_rows(cast: Cast) -> None:
    made = batch(cast)
    batches.discard_batch(made, by=cast.ana.access)
    assert not BatchRow.objects.exists()
