"""Small documents, written by hand."""

import zipfile
from io import BytesIO

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="urn:p"'
O = 'xmlns:text="urn:text" xmlns:table="urn:table" xmlns:office="urn:office"'  # noqa: E741
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<w:styles {W}><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H1"/></w:style></w:styles>'
)
BREAK, TURN = "<w:lastRenderedPageBreak/>", '<w:br w:type="page"/>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def para(text: str, style: str = "", before: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r>{before}<w:t>{text}</w:t></w:r></w:p>"


def word(body: str, **more: str | bytes) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return word_of(document, **more)


def word_of(document: str | bytes, **more: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/styles.xml": STYLES, "word/document.xml": document, **more})


def relations(**targets: str) -> str:
    rows = "".join(
        f'<Relationship Id="{one}" Type="{KIND}/{target.split("/")[0].removeprefix("../").rstrip("s") or "slide"}" '
        f'Target="{target}"/>'
        for one, target in targets.items()
    )
    return f"<Relationships>{rows}</Relationships>"


def slide(title: str, *lines: str) -> str:
    def shape(role: str, text: str) -> str:
        return (
            f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{role}"/></p:nvPr></p:nvSpPr>'
            f"<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
        )

    shapes = [shape("title", title), *(shape("body", line) for line in lines), shape("sldNum", "99")]
    return f"<p:sld {A}>{''.join(shapes)}</p:sld>"


def deck(*slides: str, order: list[int] | None = None, **more: str) -> bytes:
    order = order or list(range(1, len(slides) + 1))
    ids = "".join(f'<p:sldId r:id="r{n}" id="{255 + n}"/>' for n in order)
    leads = relations(**{f"r{n}": f"slides/slide{n}.xml" for n in order})
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": f'<p:presentation xmlns:p="urn:p" {R}>{ids}</p:presentation>',
            "ppt/_rels/presentation.xml.rels": leads,
            **{f"ppt/slides/slide{n}.xml": text for n, text in enumerate(slides, 1)},
            **more,
        }
    )


def text_of(body: str, **more: str) -> bytes:
    content = f"<office:document-content {O}><office:body>{body}</office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **more})


def book(*chapters: str, **more: str) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="c%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="in/b.opf"/></rootfiles></container>',
            "in/b.opf": f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"in/c {n}.xhtml": text for n, text in enumerate(chapters)},
            **more,
        }
    )
