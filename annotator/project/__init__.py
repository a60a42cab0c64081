"""An open project: what it answers, and the one door through which it changes."""

from annotator.project.project import SUFFIX, Project

__all__ = ["SUFFIX", "Project"]
