"""Packs: handing out part of a project to one annotator, and taking back what was done."""

from annotator.packs.letter import letter
from annotator.packs.packing import pack
from annotator.packs.report import Divergence, MergeReport, PackReport, PersonReport, Waiting
from annotator.packs.resolving import Keep, resolve, waiting_versions
from annotator.packs.taking_back import merge

__all__ = [
    "Divergence",
    "Keep",
    "MergeReport",
    "PackReport",
    "PersonReport",
    "Waiting",
    "letter",
    "merge",
    "pack",
    "resolve",
    "waiting_versions",
]
