"""The heart of what a machine can check of PDF/UA-1 and PDF/A-2a."""

from pikepdf import Name, Pdf

from tests.core.reports.pdf_reader import Node, open_pdf, read_page, read_structure


def assert_accessible(data: bytes, title: str) -> None:
    pdf = open_pdf(data)
    _says_what_it_is(pdf, title)
    _embeds_its_fonts(pdf)
    for page in pdf.pages:
        assert read_page(page).loose == [], "painted outside the structure and not an artifact"
        assert page["/Tabs"] == Name.S
    tree = read_structure(pdf)
    tables = list(tree.find("Table"))
    assert tables
    for table in tables:
        _is_regular(table)
        _has_headers(table)


def _says_what_it_is(pdf: Pdf, title: str) -> None:
    root = pdf.Root
    assert root.MarkInfo.Marked is True
    assert str(root.Lang) == "es-CL"
    assert root.ViewerPreferences.DisplayDocTitle is True
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == title


def _embeds_its_fonts(pdf: Pdf) -> None:
    fonts = [font for page in pdf.pages for font in page.resources.get("/Font", {}).values()]
    assert fonts
    for font in fonts:
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert any(f"/FontFile{suffix}" in descriptor for suffix in ("", "2", "3"))


def _has_headers(table: Node) -> None:
    heads = list(table.find("TH"))
    assert heads
    assert all("/Scope" in head.attributes for head in heads)
    known = {head.identifier for head in heads}
    for cell in table.find("TD"):
        named = [str(name) for name in cell.attributes.get("/Headers", [])]  # type: ignore[attr-defined]
        assert named
        assert set(named) <= known


def _is_regular(table: Node) -> None:
    """As many cells in each row, once those that reach over several are counted."""
    widths, hanging = set(), {}
    for row in table.find("TR"):
        width = sum(columns for columns, left in hanging.values() if left > 0)
        hanging = {key: (columns, left - 1) for key, (columns, left) in hanging.items()}
        for cell in row.find("TH", "TD"):
            columns, rows = _span(cell, "/ColSpan"), _span(cell, "/RowSpan")
            width += columns
            if rows > 1:
                hanging[id(cell)] = (columns, rows - 1)
        widths.add(width)
    assert len(widths) == 1


def _span(cell: Node, name: str) -> int:
    return int(cell.attributes.get(name, 1))  # type: ignore[call-overload]
