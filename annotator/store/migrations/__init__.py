"""The versions of the project file, one migration each (Alembic)."""
