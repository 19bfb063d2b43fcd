"""Posts that go from one topic to another, with all that hangs on them."""

from collections.abc import Sequence

from community.discussions.actions import pseudonyms
from community.discussions.models import Post, Pseudonym, State, Topic

AT_ONCE = 100


def carry(posts: Sequence[Post], old: Topic, new: Topic) -> dict[int, int]:
    """To the end of `new`, in the order of their numbers; each leaves a tombstone that knows where it went.

    The row of a post stays the same, so its key, reactions, files and versions stay with it. Both topics must be
    locked, and are saved by the caller. Tells which old number is now which.
    """
    words = words_carried(posts, old, new)
    stones = [_stone(post, old) for post in posts]
    places = {post.number: new.last_number + place for place, post in enumerate(posts, 1)}
    for post in posts:
        post.topic, post.seq = new, new.raise_seq()
        post.reply_to = places.get(post.reply_to) if post.reply_to else None
        post.pseudonym = words[post.pseudonym] if post.pseudonym else ""
        post.number = places[post.number]
    new.last_number += len(posts)
    Post.objects.bulk_update(posts, ["topic", "number", "seq", "reply_to", "pseudonym"], batch_size=AT_ONCE)
    Post.objects.bulk_create(stones, batch_size=AT_ONCE)
    return places


def _stone(post: Post, old: Topic) -> Post:
    """Nothing of the author stays."""
    return Post(
        topic=old,
        number=post.number,
        seq=old.raise_seq(),
        language=post.language,
        created_at=post.created_at,
        state=State.MOVED,
        moved_to=post,
    )


def words_carried(posts: Sequence[Post], old: Topic, new: Topic) -> dict[str, str]:
    """The pseudonyms of these posts, and what each is called in `new`.

    Who has a pseudonym there already keeps that one; else the words stay, unless somebody there is called so. Nobody
    gets a name, and nobody gets the words of another.
    """
    used = sorted({post.pseudonym for post in posts if post.pseudonym})
    owners = dict(Pseudonym.objects.filter(topic=old, words__in=used).values_list("words", "member_id"))
    there = dict(Pseudonym.objects.filter(topic=new).values_list("member_id", "words"))
    taken = set(there.values()) | set(new.posts.exclude(pseudonym="").values_list("pseudonym", flat=True))
    carried = {}
    for words in used:
        owner = owners.get(words)  # none, when they have left
        if owner in there:
            carried[words] = there[owner]
            continue
        carried[words] = kept = words if words not in taken else pseudonyms.free_words(taken | set(used))
        taken.add(kept)
        if owner:
            Pseudonym.objects.create(topic=new, member_id=owner, words=kept)
    return carried
