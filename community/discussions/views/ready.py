"""Ready answers in the reply box of who moderates."""

from django.http import HttpRequest

from community.discussions.models import ReadyAnswer
from community.discussions.views.lists import number_asked


def words(request: HttpRequest) -> str:
    """Those of the answer that `?ready=` names; nothing else asks for them. The caller knows that the reader moderates."""
    pk = number_asked(request, "ready")
    found = ReadyAnswer.objects.filter(pk=pk).values_list("body", flat=True).first() if pk else None
    return found or ""
