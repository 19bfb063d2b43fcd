"""Every way out, one row each: the addresses (and for whom they are worth asking) by the name of the route."""

from collections.abc import Callable

from community.discussions.models import Attachment, Topic
from community.notifications.models import Notification
from resources.library.models import Collection, Use
from tests.site.leaks.world import PK, SAID, World

Row = Callable[[World], list[str]]


CHOSEN = ("public", "members_asked", "private")  # of each space one, of each way to begin one


def topics(tail: str) -> Row:
    """Of some topics; `{n}` is her post in it."""

    def addresses(world: World) -> list[str]:
        return [world.topics[name].get_absolute_url() + tail.format(n=world.posts[name].number) for name in CHOSEN]

    return addresses


def bare(tail: str) -> Row:
    return lambda world: [
        f"/discussions/t/{world.topics[name].pk}/{tail.format(n=world.posts[name].number)}" for name in CHOSEN
    ]


def one(*addresses: str) -> Row:
    return lambda _world: list(addresses)


def in_group(tail: str) -> Row:
    return lambda world: [f"/groups/{world.group.slug}/{tail}"]


def posts(pattern: str) -> Row:
    """Of each of her posts, by id."""
    return lambda world: [pattern.format(pk=post.pk) for post in world.posts.values()]


def lists(tail: str) -> Row:
    """Lists of records: her own, and her group's."""
    return lambda _world: [which.get_absolute_url() + tail for which in Collection.objects.all()]


def of_records(tail: str) -> Row:
    """Of a public record and of the group's own; `{file}` is a file of it."""

    def addresses(world: World) -> list[str]:
        found = []
        for record in (world.resource, *world.kept):
            file = record.files.first()
            found.append(record.get_absolute_url() + tail.format(file=file.pk if file else 1))
        return found

    return addresses


def reading(world: World) -> list[str]:
    """A topic as a page, a late page, with the reply box opened, and bare for who catches up."""
    tails = ("?page=last", "?reply=2", "?after=0", "?quote=2")
    made = [topic.get_absolute_url() + tail for topic in Topic.objects.all() for tail in ("", "?since=0")]
    return made + [world.topics[name].get_absolute_url() + tail for name in ("public", "private") for tail in tails]


ROWS: dict[str, Row] = {
    # programs
    "healthz": one("/healthz"), "livez": one("/livez"),
    "feed_discussions": one("/feeds/discussions.atom"), "feed_resources": one("/feeds/resources.atom", "/feeds/resources.atom?q=quokka"),
    "feed_blog": one("/feeds/blog.atom"), "sitemap": one("/sitemap.xml"), "robots.txt": one("/robots.txt"),
    ".well-known/security.txt": one("/.well-known/security.txt"), "opensearch": one("/opensearch.xml"),
    "oai": one("/oai?verb=ListRecords&metadataPrefix=oai_dc", "/oai?verb=ListSets"), "oai/": one("/oai/?verb=Identify"),
    "api": one("/api/"), "api_openapi": one("/api/openapi.json"), "sitemap_part": one("/sitemap-resources.xml"),
    "api_resources": one("/api/resources/", "/api/resources/?q=quokka"), "api_resource": one("/api/resources/guide/"),
    "api_posts": lambda w: [f"/api/discussions/{t.pk}/posts/?after=0" for t in Topic.objects.all()],
    # the board
    "discussions": one("/discussions/", "/discussions/?kind=question"), "new_discussions": one("/discussions/new/"),
    "unanswered": one("/discussions/unanswered/"), "followed_discussions": one("/discussions/followed/"),
    "my_discussions": one("/discussions/mine/"), "waiting_posts": one("/discussions/mine/waiting/"),
    "take_back_post": lambda w: [f"/discussions/mine/waiting/{w.held.pk}/back/"],
    "discussions_read": one("/discussions/read/"), "follow": one("/discussions/follow/"), "ask": one("/discussions/ask/"),
    "discussion_care": one("/discussions/care/"),
    "attachment": lambda w: [file.get_absolute_url() for file in Attachment.objects.all()],
    "topic": reading, "topic_bare": bare(""), "react": bare("react/{n}/"), "vote": bare("vote/{n}/"),
    "mark_answer": bare("answer/{n}/"), "post_bare": posts("/discussions/p/{pk}/"),
    "rename_topic": topics("rename/"), "move_topic": topics("move/"), "merge_topic": topics("merge/"),
    "split_topic": topics("split/"), "flag_topic": topics("pin/"), "offer": topics("offer/"),
    "decline": topics("decline/"), "post": topics("post/{n}/"), "post_history": topics("post/{n}/history/"),
    "withdraw_post": topics("withdraw/{n}/"), "edit_post": topics("edit/{n}/"), "topic_act": topics("close/"),
    "post_act": topics("hide/{n}/"),
    "board": lambda w: [f"/discussions/{board.slug}/" for board in w.boards.values()],
    "start_topic": lambda w: [f"/discussions/{board.slug}/new/" for board in w.boards.values()],
    # groups
    "groups": one("/groups/"), "group_start": one("/groups/new/"), "group": in_group(""),
    "group_settings": in_group("settings/"), "group_members": in_group("members/"),
    "group_invite": in_group("members/invite/"), "group_join": in_group("join/"), "group_ask": in_group("ask/"),
    "group_leave": in_group("leave/"), "group_discussions": in_group("discussions/"),
    "group_start_topic": in_group("discussions/new/"),
    "group_decide": lambda w: [f"/groups/g1/members/{w.group.memberships.get(member=PK).pk}/remove/"],
    # one's own
    "me": one("/members/me/"), "following": one("/notifications/following/"), "notifications": one("/notifications/"),
    "notifications_read": one("/notifications/read/"),
    "notification": lambda w: [f"/notifications/{pk}/" for pk in Notification.objects.values_list("pk", flat=True)[:6]],
    # moderation
    "moderation_holds": one("/moderation/groups/g1/"),
    "moderation": one("/moderation/", "/moderation/?state=decided"), "moderation_waiting": one("/moderation/waiting/"),
    "moderation_case": posts("/moderation/post/{pk}/"), "reveal": posts("/moderation/reveal/{pk}/"),
    "report_post": lambda w: [f"/moderation/report/{p.topic_id}/{p.number}/" for p in w.posts.values()],
    "approve_held": lambda w: [f"/moderation/waiting/{w.held.pk}/approve/"],
    "held_file": lambda w: [f"/moderation/waiting/{w.held.pk}/files/0/"],
    "refuse_held": lambda w: [f"/moderation/waiting/{w.held.pk}/refuse/"],
    "moderation_member": one(f"/moderation/members/{PK}/"),
    # what editors keep and tell
    "resources": one("/resources/", "/resources/?q=quokka"), "resource": of_records(""),
    "resource_talk": of_records("talk/"), "resource_file": of_records("files/{file}/x.pdf"),
    "resource_contents": of_records("read/{file}/"), "resource_read": of_records("read/{file}/1/"),
    "resource_cover": of_records("files/{file}/cover.webp"), "resource_light": of_records("files/{file}/light/x.pdf"),
    "resource_send": of_records("files/{file}/send/"),
    "searches": one("/resources/searches/"), "search_keep": one("/resources/searches/new/?q=masked"),
    "search_open": one("/resources/searches/1/"), "search_change": one("/resources/searches/1/change/"),
    "search_forget": one("/resources/searches/1/forget/"),
    "resource_cite": one("/resources/guide/cite.bib", "/resources/guide/cite.json"),
    "resource_evidence": one("/resources/evidence/", "/resources/evidence/?country=KE"),
    "resource_submit": one("/resources/submit/", "/resources/submit/?evidence=1"),
    "resource_sent": one("/resources/submit/sent/"), "resource_used": of_records("used/"),
    "resource_useful": of_records("useful/"), "resource_uses": of_records("uses/"),
    "resource_use_act": lambda w: [
        f"{use.resource.get_absolute_url()}uses/{use.pk}/{act}/"
        for use in Use.objects.select_related("resource")
        for act in ("withdraw", "hide", "report")
    ],
    "group_resources": in_group("resources/"), "group_resource_new": in_group("resources/new/"),
    "group_resource_file": lambda w: [f"/groups/g1/resources/files/{one.files.get().pk}/" for one in w.kept],
    "group_resource_act": lambda w: [f"/groups/g1/resources/{one.pk}/{act}/" for one in w.kept for act in ("show", "remove")],
    "collections": one("/resources/collections/"), "collection_new": one("/resources/collections/new/"),
    "theme_collection": one("/resources/collections/theme/supervision/"),
    "theme_zip": one("/resources/collections/theme/supervision.zip"),
    "group_collections": one("/resources/collections/group/g1/"), "resource_into": one("/resources/guide/into/"),
    "collection": lists(""), "collection_edit": lists("edit/"), "collection_delete": lists("delete/"),
    "collection_hide": lists("hide/"), "collection_records": lists("records/"), "collection_act": lists("1/up/"),
    "collection_zip": lambda w: [one.get_absolute_url().rstrip("/") + ".zip" for one in Collection.objects.all()],
    "countries": one("/countries/"), "country": one("/countries/ke/"), "media": one("/media/attachments/"),
    "wagtail_serve": one("/", "/blog/", "/week/", "/about/"),
    "search": one("/search/?q=quokka", "/search/?q=masked", "/search/?q=canaryauthor", "/search/?q=canarytitle"),
}  # fmt: skip

# Rooms of Wagtail and of the accounts that show nothing members write; ours among them are asked below.
ACCOUNTS = "accounts/"
ADMIN = {
    "", "account", "api", "block-preview", "bulk", "choose-anchor-link", "choose-email-link", "choose-external-link",
    "choose-page", "choose-phone-link", "collections", "dismissibles", "editing-sessions", "embeds", "failwhale",
    "groups", "images", "jsi18n", "locales", "login", "logout", "pages", "password_reset", "redirects", "report", "resources",
    "reports", "settings", "sites", "submission", "snippets/", "snippets/articles/author", "snippets/choose/articles",
    "snippets/choose/countries", "snippets/choose/discussions", "snippets/choose/library",
    "snippets/choose/vocabulary", "snippets/countries/fact", "snippets/discussions/board",
    "snippets/discussions/readyanswer", "snippets/library/resource", "snippets/vocabulary/cadre", "snippets/vocabulary/concept",
    "snippets/vocabulary/country", "snippets/vocabulary/organisation", "snippets/vocabulary/region",
    "snippets/vocabulary/theme", "sprite", "tag-autocomplete", "test404", "toolkits", "translation", "users", "workflows", "^.*",
}  # fmt: skip


def admin_addresses(world: World) -> list[str]:
    """Those of the editors' rooms that could tell of what members write."""
    theme = world.topics["public_asked"].theme_id
    reports = world.who["outside"].pk
    made = [
        "", "report/", "report/?state=decided", "reports/missing/", "reports/missing/?export=csv", "resources/import/", "reports/pictures/",
        "snippets/library/resource/?export=csv", "snippets/library/resource/?export=ris", "reports/audit/", "reports/not-found/", "reports/downloads/", "toolkits/", "toolkits/edit/1/", "reports/site-history/", "snippets/discussions/board/",
        "snippets/discussions/readyanswer/", "snippets/library/resource/", f"snippets/vocabulary/theme/usage/{theme}/",
        "snippets/vocabulary/country/", "users/", f"users/edit/{PK}/", f"users/usage/{PK}/", f"users/history/{PK}/",
        f"users/delete/{PK}/", f"users/usage/{reports}/", "groups/", "pages/", "api/main/pages/?q=masked",
    ]  # fmt: skip
    made += [f"snippets/choose/discussions/board/{tail}" for tail in ("", "results/")]
    made += ["submission/", f"submission/inspect/{world.sent.pk}/", f"submission/file/{world.sent.pk}/"]
    made += ["snippets/choose/library/resource/", "snippets/choose/library/resource/results/?q=quokka"]
    for one in world.kept:  # nobody of these is in the group
        made += [f"snippets/library/resource/{act}/{one.pk}/" for act in ("edit", "copy", "usage", "history", "delete")]
    made += [f"snippets/library/resource/{act}/{world.resource.pk}/" for act in ("usage", "history", "delete")]
    made += [f"report/inspect/{post.pk}/" for post in world.posts.values()]
    for board in world.boards.values():
        made += [
            f"snippets/discussions/board/{act}/{board.pk}/" for act in ("edit", "copy", "usage", "history", "delete")
        ]
        made.append(f"snippets/choose/discussions/board/chosen/{board.pk}/")
    return [f"/admin/{tail}" for tail in made]


# Where her name may stand, since it is a list of people or her own: then none of her words may stand there.
MAY_NAME = {
    "group_members": {"inside", "coordinator"}, "group_decide": {"coordinator"}, "moderation_member": {"moderator", "admin"},
    "following": {"moderator"},
}  # fmt: skip
NEVER_WITH_HER_NAME = SAID

# What a frame may hold. `html` is the fragment of one post, the same for every reader.
FRAMES = {"seq", "number", "html", "behind", "readers", "unread", "refused", "following", "stream"}

# Folders of letters, and why none of them can tell who writes or what is in a group.
LETTERS = {
    "account_changed": "to the member, about the member's own account",
    "already_member": "to an address, about an account of its own",
    "confirm_address": "to an address, with a link",
    "no_account": "to an address without an account",
    "reset_password": "to the member, with a link",
    "resource_file": "to the member who asked, with a file the member may see; of a group's the subject tells nothing",
    "submission": "to the sender, about what was sent",
    "suspended": "to the member, with the reason; no post, topic or group is named",
}

# What a kind of notice may tell: `author` is the voice of a post, never an account.
NOTICES = {
    "mention": {"author", "topic"}, "replied": {"author", "topic"}, "reply": {"author", "topic"},
    "topic": {"author", "topic"}, "offer": {"topic"}, "mention_private": set(), "replied_private": set(),
    "reply_private": set(), "topic_private": set(), "offer_private": set(), "reacted": {"topic"}, "answered": {"topic"},
    "group_asked": {"member", "group"}, "group_approved": {"group"}, "group_invited": {"member", "group"},
    "group_now_open": {"group"}, "group_now_closed": {"group"}, "group_now_private": {"group"},
    "group_masks_on": {"group"}, "group_masks_off": {"group"}, "topic_renamed": {"topic", "why"},
    "topic_moved": {"topic", "board", "why"}, "topic_merged": {"old", "topic", "why"},
    "posts_moved": {"old", "topic", "why"}, "reveal_asked": {"member", "why"}, "revealed": {"number", "topic", "why"},
    "revealed_elsewhere": {"why"}, "topic_closed": {"topic"}, "post_hidden": {"topic", "why"},
    "post_edited_out": {"topic", "why"}, "warned": {"topic", "why"}, "held_approved": {"topic"},
    "held_refused": {"topic", "why"}, "reported": set(), "reported_harm": set(), "report_dismissed": {"why"},
    "report_acted": set(), "submission_sent": set(), "submission_taken": {"title"},
    "submission_declined": {"title", "why"}, "submission_live": {"title"}, "use_hidden": {"title", "why"},
    "use_reported": set(), "shelf_sent": set(), "shelf_taken": {"title"}, "shelf_removed": {"title", "why"},
    "day_published": {"title"}, "list_hidden": {"list", "why"}, "search_news": {"name", "number"},
}  # fmt: skip

# Commands, and what they print.
COMMANDS = {
    "fsck": "asked in the test", "read_files": "how many files", "load_bench": "numbers alone", "load_demo": "names of invented accounts",
    "send_due": "how many letters and pages; it closes connections, so it is asked where it is tested", "serve": "its address", "worker": "nothing",
    "export_resources": "records that are for everybody", "import_resources": "rows of the file that is given",
}  # fmt: skip

# Files that read the account behind a post, each for a reason; all other code asks for the `voice`.
READS_AUTHORS = {
    "community/discussions/fragments.py": "`rows` takes it out where there is a pseudonym",
    "community/discussions/quick.py": "names kept pages; what is shown comes from the fragments",
    "community/discussions/rows.py": "for `place`, in one query",
    "community/discussions/views/care.py": "for `place`, in one query",
    "community/discussions/views/follow.py": "offers to follow the author of a signed post",
    "community/discussions/models/care.py": "the `voice` of what waits",
    "community/moderation/actions/reveal.py": "the one place that tells the name, to two officers",
    "site/portal/home/front.py": "for `place`, in one query",
    "community/discussions/models/posts.py": "`voice` and `place`, which put the pseudonym first",
    "community/discussions/models/topics.py": "`voice` and `place`, which put the pseudonym first",
    "community/discussions/about.py": "counts countries of signed posts alone",
}
