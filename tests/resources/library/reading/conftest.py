import pytest
from django.core.files.base import ContentFile

from resources.library import actions
from resources.library.actions import read
from resources.library.models import Reading


@pytest.fixture
def told(keep):
    """Keeps a file in a record and reads it as the job does; gives the reading."""

    def make(content: bytes, name="guide.pdf", language="en", **values):
        file = actions.add_file(None, keep(**values), ContentFile(content, name=name), language=language, name="Guide")
        read.read(file.checksum)
        return Reading.objects.get(checksum=file.checksum)

    return make
