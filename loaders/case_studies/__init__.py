"""Examples that running text holds up, found by the phrases that introduce them."""
