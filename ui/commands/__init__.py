"""What the actions of the window do, one file per menu."""
