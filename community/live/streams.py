"""The door of this room: who may listen, what they hear, and when it ends.

    token("topic.7")                                a public space: the same for everybody, checked by its signature alone
    token("topic.7", space="group.3")               public for now: dies with the epoch of a space that may become less open
    token("topic.7", member=5, space="group.3")     private: dies with the epoch of the space and of the member
    publish("topic.7", {"seq": 9, "number": 4, "html": "…"})
    publish("topic.7", {"en": {…}, "fr": {…}}, by_language=True)
    raise_epoch("group.3")    somebody lost access: old tokens die, open sockets stay (cut the one who lost it)
    close("group.3")          the space became less open: old tokens die, and all who listen in it load the page again
    cut(5)                    this member's sockets close at once, everywhere

Call them inside the transaction of the change; they act after commit, cost the request no network, and never raise.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder

from community.live import bus
from community.live.models import Epoch

logger = logging.getLogger("commons.live")
LARGEST = 16 * 1024  # bytes of a frame; beyond it the listeners are told to ask the page
_signer = signing.Signer(salt="live.stream")
_quiet: ContextVar[bool] = ContextVar("live_quiet", default=False)


@dataclass(frozen=True, slots=True)
class Pass:
    """What a token says. `epochs` must still be the current ones."""

    stream: str
    member: int | None
    space: str
    epochs: dict[str, int]


def member_stream(member: int) -> str:
    return f"member.{member}"


def shown(stream: str) -> str:
    """The name clients see: a member's own stream is just `member`."""
    return "member" if stream.startswith("member.") else stream


def epochs_of(*names: str) -> dict[str, int]:
    """For a page that needs several tokens: asked once, given to each."""
    return Epoch.objects.values_of(name for name in names if name)


def token(stream: str, *, member: int | None = None, space: str = "", epochs: dict[str, int] | None = None) -> str:
    """A signed leave to follow `stream`. Give it only to who was shown the page.

    Private: one query, unless `epochs` holds those of the space and of the member already.
    """
    if member is None and not space:
        return _signer.sign_object([stream])
    names = [name for name in (space, member_stream(member) if member is not None else "") if name]
    if epochs is None or any(name not in epochs for name in names):
        epochs = Epoch.objects.values_of(names)
    return _signer.sign_object([stream, member, space, {name: epochs[name] for name in names}])


def read(text: str) -> Pass:
    """The signature is checked here, the epochs by the caller. Raises `signing.BadSignature`."""
    stream, member, space, epochs = [*_signer.unsign_object(text), None, "", {}][:4]
    return Pass(stream, member, space, epochs)


@contextmanager
def quiet() -> Iterator[None]:
    """For a command that fills a site before anybody listens: nothing is rendered and nothing is sent."""
    before = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(before)


def is_quiet() -> bool:
    return _quiet.get()


def publish(stream: str, frame: dict[str, Any], *, by_language: bool = False) -> None:
    """Each language is encoded once, here, and goes as it is to every listener."""
    if is_quiet():
        return
    frames = frame if by_language else {"": frame}
    try:
        texts = {language: encode(stream, one) for language, one in frames.items()}
    except (TypeError, ValueError, AttributeError):
        logger.exception("frame not encoded", extra={"facts": {"stream": shown(stream)}})
        texts = {"": encode(stream, {"behind": True})}
    bus.post({"stream": stream, "texts": texts})


def encode(stream: str, frame: dict[str, Any]) -> str:
    name = {"stream": shown(stream)}
    text = json.dumps(name | frame, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    if len(text.encode()) > LARGEST:
        return json.dumps(name | {"behind": True}, separators=(",", ":"))
    return text


def spoken(stream: str) -> set[str] | None:
    """The languages in which a frame is worth making; None: all. Who comes meanwhile is told to ask the page."""
    return bus.spoken(stream)


def raise_epoch(space: str) -> None:
    Epoch.objects.raise_for(space)


def close(space: str) -> None:
    Epoch.objects.raise_for(space)
    bus.post({"close": space})


def cut(member_id: int) -> None:
    Epoch.objects.raise_for(member_stream(member_id))
    bus.post({"cut": member_id})
