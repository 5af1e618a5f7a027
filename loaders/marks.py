"""Which characters of a text are taken: asked of a place in the time that the place is long, however many are taken."""


class Marks:
    """Some characters of a text of a given length."""

    def __init__(self, length: int) -> None:
        """Begin without any."""
        self._marked = bytearray(length)

    def add(self, start: int, end: int) -> None:
        """Mark the characters from `start` up to `end`, as far as the text goes."""
        start, end = max(start, 0), min(end, len(self._marked))
        if start < end:
            self._marked[start:end] = b"\1" * (end - start)

    def between(self, start: int, end: int) -> bool:
        """Whether any character from `start` up to `end` is marked."""
        return self._marked.find(1, max(start, 0), max(end, 0)) >= 0
