"""Text of a web page, as EPUB has them inside. Nothing in it is run, followed or loaded."""

from html.parser import HTMLParser

from resources.library.reading.flow import Block

ALONE = {
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "thead", "tr", "ul",
}  # fmt: skip
UNSEEN = {"head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object"}
HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def blocks_of(html: str) -> list[Block]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.text: list[str] = []
        self.level = 0
        self.point = False
        self.hidden = ""  # the tag that hides what stands in it
        self.deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hidden:
            self.deep += tag == self.hidden
            return
        if tag in UNSEEN:
            self.hidden, self.deep = tag, 1
            return
        if tag in ALONE:
            self.end_block()
            self.level = int(tag[1]) if tag in HEADS else 0
            self.point = tag == "li" or (self.point and tag == "p")
        elif tag == "br":
            self.text.append("\n")
        elif tag in ("td", "th") and "".join(self.text).strip():
            self.text.append(" | ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            self.deep -= tag == self.hidden
            if not self.deep:
                self.hidden = ""
        elif tag in ALONE:
            self.end_block()
            self.level, self.point = 0, False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(data.replace("\n", " ").replace("\r", " "))

    def end_block(self) -> None:
        said, self.text = "".join(self.text).strip(), []
        if said:
            self.blocks.append(Block(f"• {said}" if self.point and not self.level else said, self.level))
            self.point = False
