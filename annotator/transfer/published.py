"""Records that may be given away: offsets, hashes and facts, without the words of others.

News texts may not be redistributed. What stays of a text is its SHA-256, by which
`annotator attach` finds it again.
"""

from dataclasses import replace

from annotator.formats.bundle import ReadingRecord


def published(record: ReadingRecord) -> ReadingRecord:
    """The record with its text withheld, and without notes."""
    spans = tuple(replace(span, note="") if span.note else span for span in record.spans)
    article = replace(record.article, withheld=True)
    return replace(record, article=article, note="", spans=spans)
