"""Who could help with a challenge, and the words that say why."""
