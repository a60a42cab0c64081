"""What people labelled in a project, compared."""

from annotator.comparing.comparing import CompareOptions, compare_all, compare_two

__all__ = ["CompareOptions", "compare_all", "compare_two"]
