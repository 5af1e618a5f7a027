"""What the graph means: the one declaration of its nodes, links and facts, and what follows from it alone. No IO."""
