"""The project file: SQLite through SQLAlchemy. Rows stay in here; values go in and out."""
