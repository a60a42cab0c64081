"""The docks around the articles."""
