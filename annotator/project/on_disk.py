"""What an open project says about its file: where it is, its backups, what lies around it."""

from pathlib import Path

from annotator.project.reads import Reads
from annotator.store.backup import Backup, back_up, backups
from annotator.store.database import Database
from annotator.store.lock import ProjectLock
from annotator.store.surroundings import Surroundings, surroundings


class OnDisk(Reads):
    """The file of a project, and the copies of it that are kept."""

    _database: Database
    _lock: ProjectLock | None
    _kept_at: tuple[int, int]

    def _keep(self, database: Database, lock: ProjectLock | None) -> None:
        self._database = database
        self._lock = lock
        self._kept_at = database.state()

    @property
    def path(self) -> Path:
        """Where the project file is."""
        return self._database.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._database.read_only

    @property
    def id(self) -> str:
        """The project's UUID."""
        return self._records.facts.get("id")

    def back_up(self, why: str) -> Path:
        """Keeps a verified copy in the user's data folder; `why` are words, such as “before …”.

        Where nothing has changed since the newest backup, that one is it. Raises `ProjectError`.
        """
        state = self.state
        backup = back_up(self.path, self.id, why)
        self.backed_up(state)
        return backup

    @property
    def state(self) -> tuple[int, int]:
        """Differs once anybody wrote to the file."""
        return self._database.state()

    def backed_up(self, state: tuple[int, int]) -> None:
        """Says that somebody else, such as the worker, kept a copy while this was the state."""
        self._kept_at = state

    def surroundings(self) -> Surroundings:
        """What lies around the file and may harm it, such as copies in conflict beside it."""
        return surroundings(self.path, self._lock.elsewhere if self._lock else None)

    def check_place(self) -> None:
        """Raises `ProjectError` where the open file was moved, deleted or replaced meanwhile."""
        self._database.check_place()

    def save_copy(self, out: Path) -> None:
        """Writes all that is open here as a project file, also where the file itself has gone.

        Refused where a file lies at `out`. Raises `ProjectError`.
        """
        self._database.save_copy(out)

    def backups(self) -> tuple[Backup, ...]:
        """The copies that are kept, the newest first."""
        return backups(self.id)

    @property
    def changed_since_backup(self) -> bool:
        """Whether anybody wrote to the file since it was opened, or backed up from here."""
        return self.state != self._kept_at
