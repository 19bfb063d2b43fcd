from django.urls import path, re_path

from community.discussions.views import lists, moderate, topic, write

urlpatterns = [
    path("", lists.discussions, name="discussions"),
    path("unanswered/", lists.unanswered, name="unanswered"),
    path("mine/", lists.mine, name="my_discussions"),
    path("read/", lists.read, name="discussions_read"),
    path("t/<int:pk>/", topic.topic, name="topic_bare"),
    path("t/<int:pk>/<str:slug>/", topic.topic, name="topic"),
    path("t/<int:pk>/<str:slug>/edit/<int:number>/", write.edit, name="edit_post"),
    re_path(
        r"^t/(?P<pk>\d{1,18})/(?P<slug>[^/]+)/(?P<act>close|reopen|hide|restore)/$",
        moderate.act_on_topic,
        name="topic_act",
    ),
    re_path(
        r"^t/(?P<pk>\d{1,18})/(?P<slug>[^/]+)/(?P<act>hide|restore)/(?P<number>\d{1,9})/$",
        moderate.act_on_post,
        name="post_act",
    ),
    path("<slug:slug>/", lists.board, name="board"),
    path("<slug:slug>/new/", write.start, name="start_topic"),
]
