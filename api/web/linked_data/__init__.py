"""Every IRI of the graph opened over HTTP: as data for programs, as a page for people."""
