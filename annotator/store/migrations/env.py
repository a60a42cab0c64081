"""Runs the migrations on the connection that `annotator.store.migrate` hands over."""

from alembic import context

from annotator.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller began one transaction around all of it
)
context.run_migrations()
