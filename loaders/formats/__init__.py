"""One reader per format: bytes to `Text`. Everything behind them works on blocks alone."""
