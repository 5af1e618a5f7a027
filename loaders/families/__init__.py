"""Families of documents: what each is called, how it is told from others, and what only its documents mean by their words."""
