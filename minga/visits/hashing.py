"""The hash of an upload: how a device and the server know that they speak of one photo."""

import hashlib

from django.core.files.uploadedfile import UploadedFile


def sha256_of(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
