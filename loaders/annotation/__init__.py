"""A document's text, annotated once: what stands where, for every rule to look up instead of reading the words again."""
