"""The words that decide, as data: one entry a line, with an id, a pattern that can be read, a sense and an example."""
