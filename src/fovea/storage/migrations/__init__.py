"""Alembic's migrations: one file a step in ``versions``, run forward when the storage is opened."""
