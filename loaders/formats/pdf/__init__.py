"""PDF to blocks: characters to lines, lines to columns and tables, and those to what a person reads."""
