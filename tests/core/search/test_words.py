"""Text as the search compares it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.core.search.words import (
    LONGEST_QUERY,
    MOST_TERMS,
    Term,
    codes_of,
    plain,
    root,
    terms_of,
    words_of,
)

letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


def asked(text: str) -> list[tuple[str, ...]]:
    return [term.words for term in terms_of(text)]


def test_accents_case_and_marks_are_nothing():
    assert plain("Ñuñoa PAVIMENTACIÓN") == "nunoa pavimentacion"
    assert words_of("¿Avenida «Las Camanchacas», etapa_2?") == [
        "avenida",
        "las",
        "camanchacas",
        "etapa",
        "2",
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2.1 Actualizar", ["2.1"]),
        ("RUT 12.345.678-5", ["12345678-5", "12345678"]),
        ("rut 12345678-K", ["12345678-k", "12345678"]),
        ("$ 1.234.567", ["1234567"]),
        ("Res. Ex. 123/2007", ["123/2007"]),
        ("plan 2006-2010.", ["2006-2010"]),
        ("avenida-las-camanchacas", []),
    ],
)
def test_a_code_is_read_as_one_thing(text: str, codes: list[str]):
    assert codes_of(text) == codes


@pytest.mark.parametrize(
    "words",
    [
        ("obra", "obras"),
        ("plan", "planes"),
        ("mes", "meses"),
        ("lápiz", "lápices"),
        ("interés", "intereses"),
        ("pavimentación", "pavimentaciones"),
        ("año", "años"),
        ("ley", "leyes"),
        ("comunal", "comunales"),
    ],
)
def test_one_and_many_have_the_same_root(words: tuple[str, str]):
    one, many = (root(plain(word)) for word in words)
    assert one == many


@given(letters)
def test_a_root_has_no_other_root_and_is_never_empty(word: str):
    found = root(word)
    assert found
    assert root(found) == found or found.endswith("c")


def test_what_is_asked_is_words_codes_and_phrases():
    assert asked('"mesa técnica" de Iquique (3.1)') == [
        ("mesa", "tecnica"),
        ("iquique",),
        ("3.1",),
    ]
    assert asked("actividad:2.1;") == [("actividad",), ("2.1",)]
    assert asked("de la") == [("de",), ("la",)]


@given(st.text(max_size=400))
def test_anything_typed_is_a_few_terms_that_mean_nothing_else(text: str):
    found = terms_of(text)
    assert len(found) <= MOST_TERMS
    for term in found:
        assert all(word and not set(word) & set("\"'*:()^&|!<>\\ \0") for word in term.words)


def test_five_thousand_letters_are_cut():
    (term,) = terms_of("a" * 5000)
    assert len(term.words[0]) < LONGEST_QUERY


def test_a_title_says_a_term_as_the_engines_read_it():
    title = ("programar", "obras", "2.1")
    assert Term(("progra",)).is_in(title)
    assert Term(("obra",)).is_in(title)
    assert Term(("2.1",)).is_in(title)
    assert not Term(("2",)).is_in(title)
    assert Term(("programar", "obras")).is_in(title)
    assert not Term(("obras", "programar")).is_in(title)
