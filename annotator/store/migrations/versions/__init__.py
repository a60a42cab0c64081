"""One file per version of the project file."""
