"""The documents of the demonstration: short, real files, each marked as what it is."""

from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from minga.core.reports import FORMATS, Column, Group, Report, Table


def paper(title: str, *, author: str, dated: date, extension: str) -> SimpleUploadedFile:
    """A one-page document of the kind that the extension says."""
    report = Report(
        title=title,
        subject="Medio de verificación",
        institution="SERVIU Región de Tarapacá",
        place_line="Región de Tarapacá",
        facts=(("Preparó", author), ("Fecha", f"{dated:%d-%m-%Y}")),
        tables=(
            Table(
                columns=(Column("Contenido", width=60), Column("Estado", width=20)),
                groups=(Group(rows=(("Documento de ejemplo para conocer Minga", "ficticio"),)),),
            ),
        ),
        notes=("Documento inventado: no es del servicio ni describe hechos reales.",),
        issued_on=dated,
        demonstration=True,
    )
    name = f"{'-'.join(title.lower().split()[:5])}.{extension}"
    data = BytesIO(FORMATS[extension].write(report)).getvalue()
    return SimpleUploadedFile(name, data, FORMATS[extension].content_type)
