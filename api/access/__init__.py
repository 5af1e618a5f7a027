"""Who may ask the service, and how often: what is set, and the keys that were given out. The web asks it at every request."""
