"""WordLlama (https://github.com/dleemiller/WordLlama), a table of 16 MB with a vector for each piece of a word.

A text's vector is the mean of its pieces'. It knows less than a transformer, and is forty times as fast.
"""

import json
from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any

from graph.embedding.files import model_file


class WordLlama:
    """Texts as vectors by a static table: knows related words, but no context; thousands of texts a second."""

    name = "wordllama-l2-supercat-256"
    dimensions = 256

    def __init__(self) -> None:
        """Make one; its files are read when the first text comes."""
        self._lock = Lock()

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return a vector of length 1 for each text, in order. Raises SettingsError where the model's files are not as expected."""
        import numpy as np

        with self._lock:
            tokenizer, table = self._model
        found: list[list[float]] = []
        for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False):
            # A text without a known piece is as far from everything as can be: equally far.
            mean = table[encoding.ids].mean(axis=0) if encoding.ids else np.ones(self.dimensions)
            found.append((mean / np.linalg.norm(mean)).tolist())
        return found

    @cached_property
    def _model(self) -> tuple[Any, Any]:
        import numpy as np
        from tokenizers import Tokenizer

        vocabulary = model_file(
            "wordllama",
            "tokenizers/l2_supercat_tokenizer_config.json",
            "93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68",
        )
        weights = model_file(
            "wordllama",
            "weights/l2_supercat_256.safetensors",
            "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5",
        )
        tokenizer = Tokenizer.from_file(str(vocabulary))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        # The safetensors format: the length of a JSON header, the header, the numbers. Its library's reader would import the rest.
        read = weights.read_bytes()
        size = int.from_bytes(read[:8], "little")
        head = json.loads(read[8 : 8 + size])["embedding.weight"]
        begin, end = head["data_offsets"]
        table = np.frombuffer(read[8 + size + begin : 8 + size + end], dtype=np.float16).reshape(head["shape"])
        return tokenizer, table.astype(np.float32)
