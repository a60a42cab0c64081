"""Stories and their articles."""

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Story:
    """The articles about one event.

    `split` is "", "train", "dev" or "test": set once and kept, so that new stories only add.
    """

    id: str
    name: str
    position: int = 0
    split: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """The facts of one article; its text is read apart (`Project.text`) and never changes.

    `name` is unique in the project. `length` counts code points, `sha256` is over the UTF-8 bytes.
    `extra` holds further facts that came with the import, in order, all strings.
    `version_of` is the id of the article that this one is a revised text of, or "".
    """

    id: str
    story_id: str
    name: str
    sha256: str
    length: int
    position: int = 0
    title: str = ""
    outlet: str = ""
    byline: str = ""
    published: str = ""
    url: str = ""
    retrieved: str = ""
    version_of: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())


def text_sha256(text: str) -> str:
    """SHA-256 of the text encoded as UTF-8, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
