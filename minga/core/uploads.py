"""Uploaded names arrive whole, so that a name that climbs folders can be refused with a sentence.

Django cuts «../../x.pdf» to «x.pdf» before anyone sees it: safe, but the sender never learns it.
Separators are kept here as a look-alike that no file system reads as one.
"""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import multipartparser, request

SLASH_LOOKALIKE = "\u2215"


class NameKeepingParser(multipartparser.MultiPartParser):
    def sanitize_file_name(self, file_name: str) -> str | None:
        return super().sanitize_file_name(
            file_name.replace("/", SLASH_LOOKALIKE).replace("\\", SLASH_LOOKALIKE)
        )


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Counts a file to its end and keeps no more than is taken: a huge one can't fill the disk.

    Its size stays the true one, so that `documents` refuses it with the sentence of a large file.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= settings.MAX_FILE_BYTES:
            super().receive_data_chunk(raw_data, start)


def keep_names_whole() -> None:
    """Django offers no setting for the parser of a request: this is the one place we replace a name
    of its own."""
    request.MultiPartParser = NameKeepingParser  # type: ignore[attr-defined]


def climbs(name: str) -> bool:
    """Whether a file name has a folder in it, up or down."""
    return (
        any(mark in name for mark in (SLASH_LOOKALIKE, "/", "\\", "\0")) or name.strip(". ") == ""
    )
