"""What inspired it: case-study models, wherever a document holds one up."""
