"""Which node of the graph is meant by a name or number in somebody else's table: candidates, and how well each fits."""
