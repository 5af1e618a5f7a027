"""Texts as vectors, so that what means the same is found in other words."""
