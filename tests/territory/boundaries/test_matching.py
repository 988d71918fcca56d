"""Whose a feature is, by codes and names as offices write them."""

from typing import Any

import pytest

from minga.core.errors import Unreadable
from minga.territory.boundaries.matching import Commune, Known, commune_of, read_code

ARICA, IQUIQUE = Commune(1, "15101", "Arica"), Commune(2, "01101", "Iquique")
POZO, CAMINA = Commune(3, "01401", "Pozo Almonte"), Commune(4, "01402", "Camiña")
CAMARONES = Commune(5, "15102", "Camarones")
KNOWN = Known(
    (ARICA, IQUIQUE, POZO, CAMINA, CAMARONES),
    {"01106": (Commune(3, "01106", "Pozo Almonte"), "hasta el 08-10-2007")},
    {"1101": ARICA, "1201": IQUIQUE},
)


def match(**properties: Any) -> tuple[Commune | None, str]:
    found = commune_of(properties, KNOWN, own_name=True)
    return found.commune, f"{found.reason} {found.proposal}{found.told}".strip()


@pytest.mark.parametrize("said", [1101, "01101", "1101", " 01101 ", 1101.0, "1101.0", "1101,0"])
def test_a_code_as_a_number_a_text_or_a_decimal(said: Any) -> None:
    assert read_code(said) == "01101"


@pytest.mark.parametrize("said", [1405.5, "1405.5", "", "abc", True, "110", "011011", -1101])
def test_what_is_no_code(said: Any) -> None:
    with pytest.raises(Unreadable):
        read_code(said)


@pytest.mark.parametrize(
    "column",
    ["cut", "CUT", "clcomuna", "cut_com", "CUT_COM", "cod_comuna", "COD COMUNA", "codigo_comuna"],
)
def test_the_column_of_the_code(column: str) -> None:
    assert match(**{column: 1401}) == (POZO, "")


def test_a_column_called_commune_may_hold_the_code() -> None:
    assert match(comuna="01401") == (POZO, "")
    assert match(comuna=1401.0) == (POZO, "")


def test_a_name_without_its_accents() -> None:
    assert match(NOM_COM="CAMINA")[0] == CAMINA
    assert match(nombre="pozo  almonte")[0] == POZO
    assert "se reconoció por su nombre: Camiña" in match(comuna="CAMIÑA")[1]


def test_a_name_that_lost_a_letter() -> None:
    found, told = match(comuna="Cami\ufffda")

    assert found == CAMINA
    assert "su nombre viene dañado" in told
    assert match(cut="01402", comuna="Cami\ufffd\ufffda")[0] == CAMINA
    assert match(comuna="Cama\ufffdones")[0] == CAMARONES


def test_the_code_of_the_tax_service_is_refused_with_both_readings() -> None:
    found, told = match(codigo_comuna=1101, comuna="Arica")

    assert found is None
    assert "01101 es Iquique como CUT y Arica como código del SII" in told
    assert "15101" in told


def test_a_column_of_the_tax_service_is_read_as_such() -> None:
    assert match(cod_sii=1101)[0] == ARICA
    assert match(cod_sii=1101, comuna="Arica")[0] == ARICA
    assert match(cod_sii=1101, comuna="Iquique")[0] is None
    assert match(cod_sii=1999)[0] is None
    assert match(cut="01201")[1] == (
        "el código 01201 no es un CUT; el SII llama así a Iquique. "
        "Escriba el CUT de Iquique: 01101."
    )


def test_a_code_and_a_name_of_different_communes_are_refused() -> None:
    found, told = match(cut="01401", comuna="Camiña")

    assert found is None
    assert told == (
        "el código 01401 es Pozo Almonte y su nombre dice «Camiña». "
        "Corrija el que esté mal. El de Camiña es 01402."
    )


def test_a_code_of_another_day_is_told_with_the_present_one() -> None:
    assert match(cut="01106") == (
        None,
        "el código 01106 fue de Pozo Almonte hasta el 08-10-2007. Escriba 01401, el de ahora.",
    )


def test_a_code_or_a_name_of_nobody() -> None:
    assert match(cut="99999")[1] == "ninguna comuna tiene el código 99999. Corríjalo."
    assert match(cut="99999", comuna="Arica")[1].endswith("El de Arica es 15101.")
    assert match(comuna="Pozo Almote")[1].endswith("¿Es Pozo Almonte? Corríjalo.")
    assert match()[1].startswith("no trae código ni nombre de comuna")
    assert match(cut=1405.5)[1].startswith("«1405.5» no es un código de comuna")


def test_several_communes_in_one_cell() -> None:
    assert match(comuna="IQUIQUE / ARICA / POZO ALMONTE")[1].startswith("nombra varias comunas")
