"""What all answers of an open project stand on."""

from annotator.store.work import Records


class Reads:
    """Reads from an open project."""

    def __init__(self, records: Records) -> None:
        self._records = records

    @property
    def records(self) -> Records:
        """The reads that the project does not offer itself, such as counts and lookups by name."""
        return self._records
