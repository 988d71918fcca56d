from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
import time_machine
from docx.oxml.ns import qn

from minga.core.reports.docx import write_docx
from tests.core.reports import samples

# The order that the standard asks for; Word calls a file damaged when it is another.
ORDER = {
    "w:tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"],
    "w:tblPr": ["tblStyle", "tblW", "jc", "tblLayout", "tblCellMar", "tblLook", "tblCaption"],
    "w:pPr": [
        *("pStyle", "keepNext", "keepLines", "numPr", "pBdr", "tabs", "spacing", "ind"),
        *("contextualSpacing", "jc", "outlineLvl"),
    ],
}


def opened(report):
    return docx.Document(BytesIO(write_docx(report)))


def test_the_first_row_is_a_header_and_no_short_row_splits():
    table = opened(samples.work_plan()).tables[0]

    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    whole = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows]

    assert heads == [True] + [False] * (len(table.rows) - 1)
    assert all(whole)


def test_a_row_longer_than_a_page_may_split():
    table = opened(samples.sixty_rows()).tables[0]

    assert table.rows[-2]._tr.trPr.find(qn("w:cantSplit")) is None


def test_the_objective_is_merged_over_its_activities():
    table = opened(samples.work_plan()).tables[0]

    merges = [row._tr.tc_lst[0].vMerge for row in table.rows]

    assert merges == [None, *["restart", "continue"] * 3, None]


def test_a_short_group_keeps_together_and_the_last_row_keeps_with_the_total():
    table = opened(samples.work_plan()).tables[0]

    kept = [row.cells[1].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]

    assert kept[1:] == [True, None, True, None, True, True, None]


@pytest.mark.parametrize("form", samples.ALL, ids=lambda form: form.__name__)
def test_properties_stand_in_the_order_that_word_asks_for(form):
    document = opened(form())

    for root in (document.element, document.styles.element):
        for tag, order in ORDER.items():
            for properties in root.iter(qn(tag)):
                names = [child.tag.split("}")[1] for child in properties]
                known = [name for name in names if name in order]
                assert known == sorted(known, key=order.index)


def test_the_language_is_chilean_spanish():
    document = opened(samples.work_plan())
    default = next(document.styles.element.iter(qn("w:lang")))

    assert default.get(qn("w:val")) == "es-CL"
    assert document.core_properties.language == "es-CL"


def test_title_and_headings_have_their_styles():
    document = opened(samples.systems())

    found = [
        (p.style.name, p.text)
        for p in document.paragraphs
        if p.style.name in ("Title", "Heading 1")
    ]

    assert found == [
        ("Title", "Actividad 2.1"),
        ("Heading 1", "Sistema: de obras y estudios (SOE)"),
        ("Heading 1", "Sistema: RUKAN, pago de subsidios"),
    ]


def test_bullets_are_a_list():
    cell = opened(samples.systems()).tables[0].rows[1].cells[1]

    assert [p.style.name for p in cell.paragraphs] == [
        "Celda",
        "List Bullet",
        "List Bullet",
        "Celda",
    ]


@pytest.mark.parametrize(
    ("form", "size"), [(samples.work_plan, (612, 792)), (samples.systems, (792, 612))]
)
def test_the_page_is_letter_upright_or_across(form, size):
    section = opened(form()).sections[0]

    assert (section.page_width.pt, section.page_height.pt) == size


def test_every_foot_counts_its_pages_and_names_the_record():
    section = opened(samples.work_plan()).sections[0]

    for footer in (section.first_page_footer, section.footer):
        record, page = footer.paragraphs
        fields = [field.get(qn("w:instr")) for field in page._p.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert "Registro 7c1f0a9b" in record.text


def test_the_demonstration_says_so_and_the_real_thing_does_not():
    def texts(report):
        document = opened(report)
        header = document.sections[0].header.paragraphs[0].text
        return header + " ".join(paragraph.text for paragraph in document.paragraphs)

    assert texts(samples.work_plan()).count("datos de demostración") == 2
    assert "demostración" not in texts(replace(samples.work_plan(), demonstration=False))


def test_characters_that_xml_forbids_do_not_reach_the_file():
    table = opened(samples.saying("uno\x00\x0b\ud800\ufffe <dos> & 😀")).tables[0]

    assert table.rows[1].cells[0].text == "uno <dos> & 😀"


def test_the_file_carries_its_author_its_day_and_its_record():
    properties = opened(samples.work_plan()).core_properties

    assert properties.title == "Programa de trabajo 2007"
    assert properties.author == properties.last_modified_by == "SERVIU Región de Tarapacá"
    assert properties.created.date() == properties.modified.date() == samples.DAY
    assert "Registro 7c1f0a9b" in properties.comments


def test_nothing_of_the_template_s_maker_stays():
    with ZipFile(BytesIO(write_docx(samples.work_plan()))) as file:
        assert not [name for name in file.namelist() if "thumbnail" in name]
        assert b"python-docx" not in file.read("docProps/core.xml")


def test_the_same_form_gives_the_same_bytes_on_another_day():
    first = write_docx(samples.systems())

    with time_machine.travel(date(2031, 1, 1)):
        assert write_docx(samples.systems()) == first
