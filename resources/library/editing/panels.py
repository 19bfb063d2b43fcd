"""The editor's form of a record, in the order in which it is filled in."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel

PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("language"), FieldPanel("english_title")]),
            FieldPanel("summary"),
            FieldPanel("contents"),
        ],
        heading=_("What it is"),
    ),
    InlinePanel("files", label=_("file"), heading=_("Files")),
    InlinePanel("links", label=_("link"), heading=_("Links")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("planning"), FieldPanel("developing"), FieldPanel("supporting")]),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
            FieldPanel("themes", widget=CheckboxSelectMultiple),
            FieldPanel("cadres", widget=CheckboxSelectMultiple),
            FieldPanel("regions", widget=CheckboxSelectMultiple),
            FieldPanel("countries"),
        ],
        heading=_("Where it is found"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("publishers"),
            FieldPanel("authors"),
            FieldRowPanel([FieldPanel("year"), FieldPanel("edition")]),
            FieldPanel("series"),
            FieldRowPanel([FieldPanel("doi"), FieldPanel("isbn"), FieldPanel("identifier")]),
        ],
        heading=_("Who made it"),
    ),
    MultiFieldPanel([FieldPanel("licence"), FieldPanel("rights")], heading=_("What a reader may do with it")),
    MultiFieldPanel(
        [FieldPanel("study"), FieldPanel("concepts", widget=CheckboxSelectMultiple)],
        heading=_("As evidence"),
        help_text=_("With a kind of study and a concept it stands in the evidence matrix."),
    ),
    InlinePanel("relations", label=_("related record"), heading=_("Related records")),
    FieldPanel("slug"),
    PublishingPanel(),
]
