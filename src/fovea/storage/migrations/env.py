"""Alembic runs this file. The connection, and the lock around it, come from ``Database``."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
