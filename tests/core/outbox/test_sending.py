"""Writing a message: its addresses, its one-line headers, its place in the transaction."""

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from minga.core import results
from minga.core.access import operator
from minga.core.outbox.actions import NotAnAddress, address, one_line, send
from minga.core.outbox.models import Message
from tests.core.database import refused, refused_constraint

BY = operator("Pruebas")


def test_a_message_for_each_address_waits(db: None) -> None:
    kept = results.keep(b"a", "a.csv", "text/csv")

    first, second = send(["a@b.cl", "c@d.cl", " a@b.cl "], "Aviso", "Texto", [kept], by=BY)

    assert (first.to, second.to, Message.objects.count()) == ("a@b.cl", "c@d.cl", 2)
    assert (first.status, first.tries, first.asked_by_label) == ("waiting", 0, "Pruebas")
    assert first.attachments == [
        {"name": "a.csv", "sha256": kept.sha256, "size": 1, "content_type": "text/csv"}
    ]


def test_it_is_not_written_when_what_it_tells_is_undone(db: None) -> None:
    with transaction.atomic():
        send("a@b.cl", "Aviso", "Texto", by=BY)
        transaction.set_rollback(True)

    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nadie",
        "a@",
        "a@b",
        "a@b.cl, c@d.cl",
        "Ana <a@b.cl>",
        '"a b"@c.cl',
        "a@b.cl\nBcc: c@d.cl",
        "a@b.cl\r\nSubject: otro",
        "a\0@b.cl",
        "ñandú@b.cl",
        f"{'a' * 250}@b.cl",
    ],
)
def test_what_is_no_address_is_refused(db: None, text: str) -> None:
    with pytest.raises(NotAnAddress):
        send(["bien@b.cl", text], "Aviso", "Texto", by=BY)

    assert not Message.objects.exists()


@given(st.text(max_size=300))
def test_a_subject_is_one_line_whatever_it_is_made_of(text: str) -> None:
    subject = one_line(text)

    assert 0 < len(subject) <= 200
    assert subject.isprintable()
    assert one_line(subject) == subject


@given(st.one_of(st.emails(), st.text(), st.builds("{}@b.cl{}".format, st.text(), st.text())))
def test_what_passes_as_an_address_is_one_and_breaks_no_header(text: str) -> None:
    try:
        found = address(text)
    except NotAnAddress:
        return

    assert found == text.strip()
    assert found.isascii()
    assert not set(found) & set(" \t\r\n\0,;<>")


NOW = timezone.now()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("message_next_try_iff_waiting", {"next_try_at": None}),
        ("message_next_try_iff_waiting", {"status": "kept"}),
        ("message_next_try_iff_waiting", {"status": "lost", "next_try_at": None}),
        ("message_sent_iff_has_date", {"status": "sent", "next_try_at": None}),
        ("message_sent_iff_has_date", {"sent_at": NOW}),
        ("message_failed_says_why", {"status": "failed", "next_try_at": None}),
        ("message_headers_are_one_line", {"subject": "Uno\nBcc: a@b.cl"}),
        ("message_headers_are_one_line", {"subject": "Uno\rdos"}),
        ("message_headers_are_one_line", {"to": "a@b.cl\nBcc: c@d.cl"}),
        ("message_headers_are_one_line", {"to": "a@b.cl\r"}),
    ],
)
def test_an_impossible_message_is_refused(db: None, name: str, values: dict[str, Any]) -> None:
    with refused(name):
        Message.objects.create(**{"to": "a@b.cl", "subject": "Uno", "text": ""} | values)


def test_two_messages_have_no_identifier_in_common(db: None) -> None:
    (message,) = send("a@b.cl", "Uno", "Texto", by=BY)

    with refused_constraint("public_id", "outbox_message.public_id"):
        Message.objects.create(to="a@b.cl", subject="Dos", text="", public_id=message.public_id)
