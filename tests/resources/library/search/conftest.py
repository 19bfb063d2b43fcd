import hashlib

import pytest
from django.core.files.base import ContentFile

from foundation.fulltext.words import compared
from resources.library import actions
from resources.library.models import Leaf, Reading
from resources.library.models.readings import State


@pytest.fixture
def written(keep):
    """A record with a file whose pages have these texts, as the job that reads files leaves them."""

    def make(pages, title="The long guide", *, language="en", counted=True, **values):
        resource = values.pop("record", None) or keep(title, language=language, **values)
        texts = pages if isinstance(pages, dict) else dict(enumerate(pages, 1))
        content = ContentFile(f"{title} {language} {texts}".encode(), name="guide.txt")
        file = actions.add_file(None, resource, content, language=language, name="The whole guide")
        assert file.checksum == hashlib.sha256(f"{title} {language} {texts}".encode()).hexdigest()
        Reading.objects.filter(checksum=file.checksum).delete()
        leaves = [Leaf(number=n, text=text, words=f" {compared(text, language)} ") for n, text in texts.items()]
        stems = dict.fromkeys(word for leaf in leaves for word in leaf.words.split())
        reading = Reading.objects.create(
            checksum=file.checksum, state=State.READ, language=language, words=" ".join(stems),
            pages=max(texts, default=0) if counted else None,
        )  # fmt: skip
        for leaf in leaves:
            leaf.reading = reading
        Leaf.objects.bulk_create(leaves)
        resource.save()
        return resource

    return make
