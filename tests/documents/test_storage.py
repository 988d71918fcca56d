"""Bytes on disk: named by their hash, kept once, never written over."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minga.core.verification import verify
from minga.documents.models import Document, StoredFile
from minga.documents.storage import hash_of, keep, path_of
from minga.workplan.actions import upload_evidence
from tests.conftest import PDF, TODAY, Cast, nothing_recorded, pdf
from tests.core.database import commit
from tests.core.deeds import crash, rename
from tests.workplan.factories import approved, line

SHA = hashlib.sha256(PDF).hexdigest()


def files(settings: Any) -> list[Path]:
    return [path for path in (settings.DATA_DIR / "files").rglob("*") if path.is_file()]


def test_a_file_is_named_by_what_it_holds(settings: Any) -> None:
    assert keep([PDF[:10], PDF[10:]]) == (SHA, len(PDF))

    (path,) = files(settings)
    assert path == path_of(SHA) == settings.DATA_DIR / "files" / SHA[:2] / SHA
    assert path.read_bytes() == PDF
    assert hash_of(path) == SHA


def test_nobody_writes_in_a_kept_file(settings: Any) -> None:
    keep([PDF])

    assert stat.S_IMODE(path_of(SHA).stat().st_mode) == 0o440


def test_the_same_bytes_twice_are_one_file_that_is_not_written_again(settings: Any) -> None:
    keep([PDF])
    before = path_of(SHA).stat()

    keep([PDF])

    after = path_of(SHA).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(files(settings)) == 1


def test_a_kept_file_is_never_written_over_even_when_it_was_damaged(settings: Any) -> None:
    keep([PDF])
    os.chmod(path_of(SHA), 0o640)
    path_of(SHA).write_bytes(b"otra cosa")

    keep([PDF])

    assert path_of(SHA).read_bytes() == b"otra cosa"
    assert len(files(settings)) == 1


def test_what_fails_while_it_comes_leaves_nothing(settings: Any) -> None:
    def broken() -> Iterator[bytes]:
        yield PDF
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        keep(broken())

    assert files(settings) == []


def test_a_file_is_whole_on_disk_before_its_row_is_committed(cast: Cast, settings: Any) -> None:
    at = line(approved(cast))
    commit()

    upload_evidence(at, file=pdf(), title="Informe", dated_on=TODAY, by=cast.ana.access)

    # The transaction is still open here: nothing has been committed yet.
    assert path_of(StoredFile.objects.get().sha256).read_bytes() == PDF
    assert [path.name for path in files(settings)] == [SHA]


def test_a_crash_after_the_rename_leaves_a_file_that_harms_nobody(
    cast: Cast, settings: Any
) -> None:
    approved(cast)
    commit()

    def keep_and_crash() -> None:
        keep([PDF])
        crash()

    with nothing_recorded(), pytest.raises(ZeroDivisionError):
        rename(cast.unit, "Control", by=cast.ana.access, then=keep_and_crash)

    assert [path.name for path in files(settings)] == [SHA]
    assert not StoredFile.objects.exists()
    assert verify() == []


def test_the_same_file_in_two_activities_is_one_file_and_two_documents(
    cast: Cast, settings: Any
) -> None:
    plan = approved(cast)

    for position, name in enumerate(("uno.pdf", "dos.pdf")):
        upload_evidence(
            line(plan, position), file=pdf(name), title=name, dated_on=TODAY, by=cast.ana.access
        )

    assert StoredFile.objects.count() == len(files(settings)) == 1
    assert {document.name for document in Document.objects.all()} == {"uno.pdf", "dos.pdf"}
