"""What can be said about a text without labelling it: words, sentences, edges, finds."""
