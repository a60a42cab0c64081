"""What moves between projects and files: import and export."""

from annotator.transfer.exporting import ExportOptions, ExportReport, Preview, export, preview
from annotator.transfer.importing import ImportOptions, import_items, import_paths
from annotator.transfer.report import FileReport, Report

__all__ = [
    "ExportOptions",
    "ExportReport",
    "FileReport",
    "ImportOptions",
    "Preview",
    "Report",
    "export",
    "import_items",
    "import_paths",
    "preview",
]
