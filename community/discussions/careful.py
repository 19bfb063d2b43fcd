"""Before a text goes out: is there something in it that could tell who a client is? Asked once, never forbidden."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.confidentiality.findings import find
from community.confidentiality.kinds import ASKED, sentences


class CarefulForm(forms.Form):
    """Comes back once with `asked`, what it looks like; sent again with `sure`, it goes out as it is."""

    sure = forms.BooleanField(label=_("It belongs to nobody I work with. Post it as it is."), required=False)
    asked: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        kept = self.cleaned_data
        if not self.errors and not kept.pop("sure", False):
            before = {one.words for one in find(self.initial.get("body") or "")}
            texts = [kept.get(name) or "" for name in ("title", "body", "poll_question", "poll_choices")]
            found = [one for text in texts for one in find(text) if one.kind in ASKED and one.words not in before]
            self.asked = tuple(sentences(found))
            if self.asked:
                self.add_error("sure", forms.ValidationError(_("Look at it once more."), code="asked"))
        return values
