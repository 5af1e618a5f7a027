"""The gathering: what it is called, when and where it was, who held it, paid for it and spoke there."""
