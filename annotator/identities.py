"""The people who label on this machine: the same person is the same UUID in every project."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.model.identity import new_id, now
from annotator.model.people import Annotator
from annotator.settings import config_folder, write_whole

FILE_NAME = "identities.json"


@dataclass(frozen=True, slots=True)
class Identity:
    """One person; `used` is when they last labelled on this machine."""

    id: str
    name: str
    used: str

    @property
    def annotator(self) -> Annotator:
        """The person as an annotator of a project."""
        return Annotator(self.id, self.name)


class Identities:
    """The file of identities. It holds UUIDs, names and days, nothing secret.

    `told` is a sentence for the user when the file could not be read, else "".
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_folder() / FILE_NAME
        self.told = ""
        self._people = self._read()

    def all(self) -> tuple[Identity, ...]:
        """Everybody who labelled here, who did so last first."""
        return tuple(sorted(self._people.values(), key=lambda one: one.used, reverse=True))

    def __contains__(self, annotator_id: object) -> bool:
        return annotator_id in self._people

    def new(self, name: str) -> Annotator:
        """Somebody new, called `name`; two people may have the same name. Kept by `remember`."""
        return Annotator(new_id(), name.strip())

    def remember(self, annotator: Annotator) -> None:
        """Keeps that this person labels on this machine.

        Raises `AnnotatorError` where the file cannot be written.
        """
        self._people[annotator.id] = Identity(annotator.id, annotator.name, now())
        listed = [{"id": one.id, "name": one.name, "used": one.used} for one in self.all()]
        text = json.dumps({"people": listed}, ensure_ascii=False, indent=2) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, text.encode("utf-8"))
        except OSError as error:
            raise AnnotatorError(
                f"Who you are could not be kept in {self.path} ({error.strerror}). "
                "It holds until the program is closed."
            ) from error

    def _read(self) -> dict[str, Identity]:
        try:
            listed = json.loads(self.path.read_text(encoding="utf-8"))["people"]
            people = [_identity(one) for one in listed]
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            self.told = (
                f"{self.path} could not be read, so nobody is known on this machine. "
                "In a project, choose yourself from its list."
            )
            return {}
        return {one.id: one for one in people}


def _identity(value: dict[str, str]) -> Identity:
    identity = Identity(value["id"], value["name"], value.get("used", ""))
    if not all(isinstance(part, str) for part in (identity.id, identity.name, identity.used)):
        raise TypeError("an identity is made of texts")
    return replace(identity, name=identity.name.strip() or "nameless")
