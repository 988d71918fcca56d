"""Uploading, verifying and returning evidence on the pages."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as current
from django.core.files.uploadedfile import SimpleUploadedFile

from minga.workplan.models import ActivityLine, Evidence, EvidenceReview
from tests.conftest import Cast, pdf
from tests.workplan import factories
from tests.workplan.asserts import nothing_changed
from tests.workplan.pages import all_words, messages, text, to, typed


def address(line: ActivityLine) -> str:
    return to("upload", line.plan.public_id, line.public_id)


def filled(**more: object) -> dict[str, Any]:
    return {"title": "Acta de la mesa", "dated_on": "2007-11-28", "file": pdf()} | more


def judge(name: str, evidence: Evidence) -> str:
    return to(name, evidence.public_id)


def test_uploading(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))

    response = cast.sofia.client().post(address(line), filled(), follow=True)

    assert messages(response) == ["Evidencia cargada. Falta que otra persona la verifique."]
    (shown,) = all_words(response, "//article")
    assert shown.startswith("Acta de la mesa PDF, 1 kB · documento del 28-11-2007")
    assert "cargado por S. Lagos el 30-11-2007" in shown


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "Escriba el título del documento."),
        ({"title": "a" * 161}, "Use hasta 160 letras."),
        ({"dated_on": ""}, "Escriba la fecha."),
        ({"dated_on": "hoy"}, "Escriba la fecha como dd-mm-aaaa"),
        ({"dated_on": "2007-12-01"}, "El documento no puede tener fecha 01-12-2007: hoy es 30-11"),
        ({"dated_on": "2006-12-31"}, "La fecha 31-12-2006 no es del año del programa."),
        ({"file": ""}, "Elija el archivo que quiere cargar."),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, change: dict[str, str], says: str
) -> None:
    line, sent = factories.line(factories.approved(cast)), filled(**change)

    with nothing_changed():
        response = cast.ana.client().post(address(line), sent)

    assert response.status_code == 422
    assert says in text(response)
    assert typed(response, "title") == sent["title"]
    assert typed(response, "dated_on") == sent["dated_on"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("acta.pdf", b"", "«acta.pdf» está vacío."),
        ("acta.exe", b"MZ", "«acta.exe» no es de un tipo que se reciba."),
        ("acta.pdf", b"MZ no soy PDF", "«acta.pdf» dice ser PDF, pero su contenido es otro."),
        (r"..\..\acta.pdf", pdf().read(), "El nombre «../../acta.pdf» incluye carpetas."),
        ("acta.pdf", pdf().read() + b" " * 2000, "«acta.pdf» pesa 2 kB y el máximo es 1 kB."),
    ],
    ids=["empty", "kind", "false", "climbs", "large"],
)
def test_a_file_that_is_not_taken_is_refused_and_not_kept(
    cast: Cast, settings: Any, name: str, content: bytes, says: str
) -> None:
    settings.MAX_FILE_BYTES = 1000
    line = factories.line(factories.approved(cast))
    file = SimpleUploadedFile("x", content, "application/pdf")
    file._name = name  # as a browser may send it; the setter would cut the folders off

    with nothing_changed():
        response = cast.ana.client().post(address(line), filled(file=file))

    assert response.status_code == 422
    assert says in text(response)
    assert typed(response, "title") == "Acta de la mesa"
    assert not [path for path in Path(current.DATA_DIR).rglob("files/**/*") if path.is_file()]


def test_a_wrong_file_is_told_together_with_what_is_missing(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    file = SimpleUploadedFile("acta.exe", b"MZ")

    response = cast.ana.client().post(address(line), filled(file=file, title=""))

    assert "Corrija 2 datos para continuar" in text(response)
    assert "Escriba el título del documento." in text(response)
    assert "«acta.exe» no es de un tipo que se reciba." in text(response)


def test_verifying_leads_back_to_the_plan_with_its_score(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),))
    evidence = factories.uploaded(factories.line(plan), cast.ana)

    response = cast.bruno.client().post(judge("verify", evidence))

    assert response.headers["location"] == f"{to('plan', plan.public_id)}#actividades"
    page = cast.bruno.client().get(to("plan", plan.public_id))
    assert "1 de 2 actividades cumplidas: 60 % ganado." in text(page)
    assert EvidenceReview.objects.get().reviewer == cast.bruno.person


def test_the_score_is_told(cast: Cast) -> None:
    evidence = factories.uploaded(factories.line(factories.approved(cast, ((60, 40),))), cast.ana)

    response = cast.bruno.client().post(judge("verify", evidence), follow=True)

    assert messages(response) == ["Evidencia de 1.1 verificada. El puntaje del programa es 60."]


def test_who_uploaded_it_does_not_verify_it(cast: Cast) -> None:
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    with nothing_changed():
        response = cast.ana.client().post(judge("verify", evidence))

    assert response.status_code == 422
    assert (
        "Usted cargó esta evidencia: la verifica otra persona de SERVIU Región de Tarapacá."
        in text(response)
    )


def test_verifying_what_another_just_verified_says_who_and_when(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    evidence = factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    with nothing_changed():
        response = cast.emilio.client().post(judge("verify", evidence))

    assert response.status_code == 422
    assert "B. Díaz ya la revisó el 30-11-2007: verificada." in text(response)


def test_returning_it_tells_what_to_correct(cast: Cast) -> None:
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    data = {"remarks": "Falta la firma."}
    response = cast.bruno.client().post(judge("return_evidence", evidence), data, follow=True)

    assert messages(response) == ["Evidencia devuelta con sus observaciones."]
    assert "La evidencia fue devuelta y debe corregirse." in text(response)
    assert "Falta la firma." in text(response)


@pytest.mark.parametrize(
    ("remarks", "says"),
    [("  ", "Escriba qué debe corregirse"), ("a" * 1001, "Use hasta 1.000 letras.")],
    ids=["none", "too long"],
)
def test_returning_it_says_what_to_correct(cast: Cast, remarks: str, says: str) -> None:
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    with nothing_changed():
        response = cast.bruno.client().post(
            judge("return_evidence", evidence), {"remarks": remarks}
        )

    assert response.status_code == 422
    assert says in text(response)
    assert typed(response, "remarks") == remarks.strip()


def test_returning_the_own_is_refused_and_the_remarks_stay_sent(cast: Cast) -> None:
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    with nothing_changed():
        response = cast.ana.client().post(
            judge("return_evidence", evidence), {"remarks": "Falta la firma."}
        )

    assert response.status_code == 422
    assert "Usted cargó esta evidencia" in text(response)


def test_evidence_of_an_activity_left_out_has_no_page_to_judge_it(cast: Cast) -> None:
    plan = factories.approved(cast)
    evidence = factories.uploaded(factories.line(plan), cast.ana)
    factories.sign(cast, factories.send(cast, factories.without_first(cast, plan)))

    with nothing_changed():
        assert cast.bruno.client().post(judge("verify", evidence)).status_code == 404
