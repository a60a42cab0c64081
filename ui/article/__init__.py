"""One article on the screen: its text, the spans in it, and what mouse and keyboard do there."""
