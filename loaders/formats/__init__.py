"""One reader per format: bytes to `Text`. Everything after them works on blocks alone."""
