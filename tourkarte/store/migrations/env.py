"""Where Alembic begins: it is always given the connection of a transaction that is already open."""

from alembic import context

from tourkarte.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
