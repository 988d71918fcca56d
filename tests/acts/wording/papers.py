"""What a paper says, page by page, with its head, foot and marks."""

from tests.core.reports.pdf_reader import open_pdf, read_page, read_structure


def pages_of(content: bytes) -> list[str]:
    with open_pdf(content) as pdf:
        read = [read_page(page) for page in pdf.pages]
    return [" ".join([*page.marked.values(), page.artifacts]) for page in read]


def said_by(content: bytes) -> str:
    """Its words in the order in which they are read aloud, then what stands around them."""
    with open_pdf(content) as pdf:
        return " ".join([read_structure(pdf).says(), *pages_of(content)])
