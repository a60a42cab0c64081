"""When versions of scheme and guidelines began to count for the annotator of a pack."""

from sqlalchemy import Connection, select, update

from annotator.model.older_rule import counts_from
from annotator.store.guidelines import GUIDELINES
from annotator.store.plan import HANDOUT
from annotator.store.schemes import SCHEME


def date_rules(source: Connection, pack: Connection, annotator_id: str, made_at: str) -> None:
    """Dates the versions in a pack by the handout that brought them, for the pack holds none.

    What was labelled meanwhile with an older pack then is older than the version.
    """
    query = select(HANDOUT.c.made_at).where(HANDOUT.c.annotator_id == annotator_id)
    handed_out = [*source.scalars(query), made_at]
    for table in (SCHEME, GUIDELINES):
        for time in pack.scalars(select(table.c.created_at).distinct()).all():
            since = counts_from(time, handed_out)
            if since != time:
                dated = update(table).where(table.c.created_at == time)
                pack.execute(dated.values(created_at=since))
