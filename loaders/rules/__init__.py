"""The rules: each reads blocks of one kind of section and states the facts that they print."""
