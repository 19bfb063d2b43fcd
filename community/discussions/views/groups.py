"""The group's own board: the same pages under the group's address."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from community.discussions.actions import board_of
from community.discussions.models import Board
from community.discussions.views.lists import show_board
from community.discussions.views.write import start_on
from community.groups.models import Group


def board(request: HttpRequest, slug: str) -> HttpResponseBase:
    group = get_object_or_404(Group.objects.readable_by(request.user).counted(), slug=slug)
    boards = Board.objects.visible_to(request.user).watched_by(request.user)
    found = boards.filter(group=group).select_related("group").first()
    if found is None:  # the board is made with the first topic; until then the page is empty
        found = Board(group=group, title=group.name)
        found.topic_count = found.post_count = 0  # type: ignore[attr-defined]
    return show_board(request, found, group)


@login_required
def start(request: HttpRequest, slug: str) -> HttpResponseBase:
    group = get_object_or_404(Group.objects.readable_by(request.user), slug=slug)
    if request.method == "POST":
        return start_on(request, board_of(group))
    board = Board.objects.visible_to(request.user).filter(group=group).select_related("group").first()
    return start_on(request, board or Board(group=group, title=group.name))
