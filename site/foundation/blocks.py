"""The few blocks editors build pages from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "hr"]


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("picture"))
    alt = blocks.CharBlock(label=_("what it shows"), help_text=_("For those who cannot see it."), max_length=200)
    caption = blocks.CharBlock(label=_("caption and credit"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("words"))
    who = blocks.CharBlock(label=_("who said it, and their work"), max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "italic", "link", "ul"])

    class Meta:
        icon = "info-circle"
        label = _("Side note")
        template = "blocks/callout.html"


class ButtonBlock(blocks.StructBlock):
    words = blocks.CharBlock(label=_("what it does"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    address = blocks.CharBlock(label=_("or an address"), required=False, max_length=300)

    class Meta:
        icon = "link"
        label = _("Button")
        template = "blocks/button.html"


class WordsBlock(blocks.StructBlock):
    """Words in each interface language; one that is left out shows the English."""

    en = blocks.CharBlock(label="English", max_length=250)
    fr = blocks.CharBlock(label="Français", max_length=250, required=False)
    es = blocks.CharBlock(label="Español", max_length=250, required=False)
    pt = blocks.CharBlock(label="Português", max_length=250, required=False)
    ar = blocks.CharBlock(label="العربية", max_length=250, required=False)
    sw = blocks.CharBlock(label="Kiswahili", max_length=250, required=False)

    class Meta:
        icon = "comment"
        label = _("Words")


class LinkBlock(blocks.StructBlock):
    """A page, which brings its own title, or an address with words."""

    page = blocks.PageChooserBlock(label=_("page"), required=False)
    address = blocks.CharBlock(
        label=_("or an address"),
        required=False,
        max_length=300,
        help_text=_("Such as /discussions/, without a language."),
    )
    words = WordsBlock(label=_("words, if not the title of the page"), required=False)

    class Meta:
        icon = "link"
        label = _("Link")


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Heading"), icon="title", max_length=120, template="blocks/heading.html")
    text = blocks.RichTextBlock(label=_("Text"), features=FEATURES, template="blocks/text.html")
    picture = PictureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    button = ButtonBlock()
