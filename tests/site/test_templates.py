"""What holds for every template, read as text."""

import re
from collections.abc import Callable, Iterable

from django.template import engines
from django.template.library import import_library

from tests.site.templates import python, templates

TEMPLATES = templates()
NAMED = re.compile(r"""["']([\w/]+/[\w.]+\.html)["']""")
LOADED = re.compile(r"{% load (.+?) %}")
USED = re.compile(r"{%-?\s*(\w+)|\|\s*(\w+)")
INLINE = re.compile(r"<style|<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=|javascript:", re.IGNORECASE)
NOT_TEXT = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<!doctype html>", re.DOTALL)
LOUD = re.compile(r"exitosa\w*|¡|!", re.IGNORECASE)
LOUD_SENTENCE = re.compile(r"exitosa\w*|¡", re.IGNORECASE)


def found_in(texts: dict[str, str], look: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
    """Only where something was found."""
    found = {name: sorted(look(text)) for name, text in texts.items()}
    return {name: things for name, things in found.items() if things}


def test_every_template_is_used_and_every_one_that_is_named_exists():
    everything = "\n".join([*TEMPLATES.values(), *python().values()])
    assert sorted(set(NAMED.findall(everything))) == sorted(TEMPLATES)


def test_what_a_template_loads_it_uses():
    def idle(text: str) -> Iterable[str]:
        used = {word for pair in USED.findall(text) for word in pair if word}
        loaded = " ".join(LOADED.findall(text)).split()
        return (library for library in loaded if not used & _offers(library))

    assert found_in(TEMPLATES, idle) == {}


def _offers(library: str) -> set[str]:
    found = import_library(engines["django"].engine.libraries[library])
    return {*found.tags, *found.filters}


def test_nothing_is_inline():
    """The content policy would stop it, and only the browser would say so."""
    assert found_in(TEMPLATES, INLINE.findall) == {}


def test_a_fragment_says_on_its_first_line_what_it_is_and_needs():
    firsts = {name: text.partition("\n")[0] for name, text in TEMPLATES.items() if "/_" in name}
    silent = {name: line for name, line in firsts.items() if not re.match(r"{# .+\. .*#}$", line)}
    assert firsts
    assert silent == {}


def test_no_page_raises_its_voice():
    assert found_in(TEMPLATES, lambda text: LOUD.findall(NOT_TEXT.sub("", text))) == {}


def test_no_sentence_of_the_code_raises_its_voice():
    assert found_in(python(), LOUD_SENTENCE.findall) == {}
