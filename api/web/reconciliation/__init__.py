"""Other people's tables matched against the graph: the Reconciliation Service API 0.2 (https://reconciliation-api.github.io/specs/0.2/)."""
