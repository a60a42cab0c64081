"""The commands, one file each: `add` its words and options, and the function that runs it."""
