"""What people labelled in a project, compared."""

from annotator.comparing.comparing import CompareOptions, compare_all, compare_two
from annotator.comparing.reading_weeks import agreement_over_time
from annotator.comparing.writing import write_html, write_json

__all__ = [
    "CompareOptions",
    "agreement_over_time",
    "compare_all",
    "compare_two",
    "write_html",
    "write_json",
]
