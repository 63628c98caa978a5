"""DOCX files written part by part, so that a duty can stand wherever WordprocessingML allows."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = (
    "ỦY BAN NHÂN DÂN", "PHƯỜNG MẪU", "Số: 45/KH-UBND", "Phường Mẫu, ngày 12 tháng 10 năm 2026",
    "KẾ HOẠCH", "Về việc ra quân dọn vệ sinh môi trường",
    "Ủy ban nhân dân phường ban hành kế hoạch như sau:",
)  # fmt: skip
DUTY = "1. Giao Công an phường báo cáo Ủy ban nhân dân phường trước ngày 15/12/2026."


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def plain(text: str) -> str:
    return paragraph(run(text))


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def docx(body: str, parts: dict[str, tuple[str, str]] | None = None) -> bytes:
    """Return a file whose body ends in `body`.

    parts: of each further part the kind of its link and its content
    """
    whole = "".join(map(plain, _HEAD)) + body
    links = "".join(
        f'<Relationship Id="r{at}" Type="{_RELS}/{kind}" Target="{name}"/>'
        for at, (name, (kind, _content)) in enumerate((parts or {}).items())
    )
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{_RELS}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships>{links}</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{whole}</w:body></w:document>',
    }
    files |= {
        f"word/{name}": content for name, (_kind, content) in (parts or {}).items() if content
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return packed.getvalue()


def part(kind: str, inner: str) -> str:
    return f'<w:{kind} xmlns:w="{W}">{inner}</w:{kind}>'
