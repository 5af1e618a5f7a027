"""Turns a validated GraphQL operation into one Cypher statement, its parameters, and the function that shapes what returns.

Values reach the statement as parameters only; labels, types and properties come from the declaration only.
"""
