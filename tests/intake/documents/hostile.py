"""Files that were made to hurt, or that are merely not what they seem. Each is made when a test asks for it."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

A4 = b"/MediaBox [0 0 595 842]"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(objects: Iterable[bytes], *, root: int = 1) -> bytes:
    """Return a PDF of objects, which are numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, start)
    return bytes(out)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), more, data)


def text_pdf(lines: Iterable[str], *, pages: int = 1, matrix: bytes = b"60 780 Td", page: bytes = b"") -> bytes:
    """Return a PDF with the same lines on each page."""
    shown = b" ".join(b"(%b) Tj T*" % _escaped(line) for line in lines)
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R %b >>" % page
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%b] /Count %d /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> >>"
            % (kids, pages),
            FONT,
            stream(b"BT /F 11 Tf 14 TL " + matrix + b" " + shown + b" ET"),
            *[page] * pages,
        ]
    )


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def scanned_pdf() -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R %b /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>" % A4,
            stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
            stream(
                bytes(64),
                b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8",
            ),
        ]
    )


def looping_pdf() -> bytes:
    """Return a PDF whose pages contain themselves, and one form that draws itself."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Parent 2 0 R /Count 1000000000 >>",
            b"<< /Type /Page /Parent 2 0 R %b /Contents [4 0 R 4 0 R] /Resources << /XObject << /X 5 0 R >> >> >>" % A4,
            stream(b"/X Do"),
            stream(
                b"/X Do /X Do",
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
            ),
        ]
    )


def pdf_bomb() -> bytes:
    """Return a PDF with a page that unpacks to 2 GB, by a stream packed twice."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"(a) Tj ") + packer.flush(zlib.Z_FULL_FLUSH)
    packed = head + (packer.compress(b"(a) Tj " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)) * 300
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R %b /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>" % A4,
            stream(zlib.compress(packed), b"/Filter [/FlateDecode /FlateDecode]"),
            FONT,
        ]
    )


def nested_pdf() -> bytes:
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"[" * 500_000 + b"]" * 500_000])


def docx(document: str | bytes, *, more: dict[str, bytes] | None = None) -> bytes:
    """Return a Word document around the XML of its main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", document)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def body(xml: str, *, prolog: str = "") -> str:
    return f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{WORD}"><w:body>{xml}</w:body></w:document>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def laughing_docx() -> bytes:
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return docx(body(paragraph("&l9;"), prolog=f'<!DOCTYPE w [<!ENTITY l0 "lol">{entities}]>'))


def spying_docx() -> bytes:
    return docx(body(paragraph("&x;"), prolog='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'))


def zip_bomb() -> bytes:
    """Return a Word document that says that it unpacks to 120 MB, and does."""
    return docx(body(paragraph("Text")), more={f"word/media/{n}.png": bytes(40_000_000) for n in range(3)})


def lying_zip_bomb() -> bytes:
    """Return a Word document whose main part says that it unpacks to 100 bytes, and unpacks to 64 MB."""
    data = bytearray(docx(b"<w>" + b" " * 64_000_000))
    size = (64_000_003).to_bytes(4, "little")
    assert data.count(size) == 2
    return bytes(data.replace(size, (100).to_bytes(4, "little")))


def long_xml_docx() -> bytes:
    return docx(body(paragraph("x") * 3_000_000))


def nested_docx() -> bytes:
    return docx(body("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000))


def crowded_docx() -> bytes:
    return docx(body(paragraph("Text")), more={f"word/media/{n}.png": b"" for n in range(5_000)})


def nested_html() -> bytes:
    return b"<html><body>" + b"<div><b>" * 200_000 + "Grüße am 2. August".encode() + b"</b></div>" * 200_000


def crowded_html() -> bytes:
    return b"<html><table>" + b"<tr><td>x" * 2_000_000


def unclosed_html() -> bytes:
    return b"<html>" + b"<!-- <![CDATA[ <a href='" * 800_000


def nested_mail() -> bytes:
    head = b"From: a@example.org\nMIME-Version: 1.0\nSubject: x\n"
    return head + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number) for number in range(5_000)
    )


def crowded_mail() -> bytes:
    part = b"--b\nContent-Type: text/plain; name=x%d.txt\nContent-Disposition: attachment\n\nText\n"
    head = b'From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    return head + b"".join(part % number for number in range(100_000))


def long_header_mail() -> bytes:
    return b"From: a@example.org\nMIME-Version: 1.0\nSubject: " + b"=?utf-8?q?=C3?= " * 500_000 + b"\n\nText\n"


ATTACKS: dict[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        looping_pdf,
        pdf_bomb,
        nested_pdf,
        laughing_docx,
        spying_docx,
        zip_bomb,
        lying_zip_bomb,
        long_xml_docx,
        nested_docx,
        crowded_docx,
        nested_html,
        crowded_html,
        unclosed_html,
        nested_mail,
        crowded_mail,
        long_header_mail,
    )
}
