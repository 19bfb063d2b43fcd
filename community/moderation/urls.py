from django.urls import path

from community.moderation.views import case, holds, members, queue, report, reveal, waiting

urlpatterns = [
    path("", queue.queue, name="moderation"),
    path("post/<int:pk>/", case.case, name="moderation_case"),
    path("report/<int:topic>/<int:number>/", report.report, name="report_post"),
    path("reveal/<int:pk>/", reveal.reveal, name="reveal"),
    path("waiting/", queue.waiting, name="moderation_waiting"),
    path("waiting/<int:pk>/approve/", waiting.approve, name="approve_held"),
    path("waiting/<int:pk>/files/<int:place>/", waiting.file, name="held_file"),
    path("waiting/<int:pk>/refuse/", waiting.refuse, name="refuse_held"),
    path("groups/<slug:slug>/", holds.holds, name="moderation_holds"),
    path("members/<int:pk>/", members.member, name="moderation_member"),
]
