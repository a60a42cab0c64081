"""What moves between projects and files: import and export."""

from annotator.transfer.export_options import ExportOptions, ExportReport, Preview
from annotator.transfer.exporting import export, preview
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
