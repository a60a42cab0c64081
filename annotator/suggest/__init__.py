"""Suggesters: plain functions over texts that propose spans, and the one list of them."""
