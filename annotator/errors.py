"""The two kinds of error: the world's, which the user can act on, and ours, which are bugs."""


class AnnotatorError(Exception):
    """Something in the world is not as the program needs it.

    The message is a sentence for the user: what happened, where (file, line), what to do.
    It is shown as it is, without a traceback. Everything else that escapes is our own bug.
    """


class BadInput(AnnotatorError):
    """A file or an argument that cannot be taken as it is."""


class ProjectError(AnnotatorError):
    """A project file that cannot be opened, read or written."""


class NotWritable(ProjectError):
    """A project that cannot be written where it is; it may still be opened read-only."""


class EditRefused(AnnotatorError):
    """An edit that would break a rule of the project; nothing was changed."""


class Cancelled(AnnotatorError):
    """The user stopped a long piece of work; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__("Stopped. Nothing was changed.")
