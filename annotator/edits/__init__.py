"""Everything a user can do to a project: each function returns an `Edit`."""
