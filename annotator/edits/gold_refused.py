"""Which of several matters it is that cannot be decided as is wanted."""

from collections.abc import Iterator
from contextlib import contextmanager

from annotator.errors import EditRefused
from annotator.model.decision import Matter


class MatterRefused(EditRefused):
    """It is this `matter` that cannot be decided so; nothing was decided of the others either."""

    def __init__(self, sentence: str, matter: Matter) -> None:
        super().__init__(sentence)
        self.matter = matter


@contextmanager
def deciding(matter: Matter) -> Iterator[None]:
    """What is refused in here is refused because of this matter."""
    try:
        yield
    except EditRefused as refused:
        raise MatterRefused(str(refused), matter) from refused
