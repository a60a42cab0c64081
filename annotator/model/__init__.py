"""The values of the program: frozen dataclasses on the standard library.

Offsets are Unicode code points over the article's text as stored, end exclusive.
Times are UTC, written `YYYY-MM-DDTHH:MM:SSZ`.
"""
