"""Two annotators compared, and their disagreements decided: a window of its own."""
