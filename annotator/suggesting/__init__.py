"""Suggestions for a project: what is computed from its texts, kept in it, and accepted in bulk."""

from annotator.suggesting.answered import answered
from annotator.suggesting.clues import clues
from annotator.suggesting.computing import suggest
from annotator.suggesting.machine import accept_as
from annotator.suggesting.report import SuggestOptions, SuggestReport

__all__ = ["SuggestOptions", "SuggestReport", "accept_as", "answered", "clues", "suggest"]
