"""Turns a validated GraphQL operation into one Cypher statement, its parameters, and the function that shapes what returns.

What is ranked is found by a fixed statement before it (`library`).

Values reach the statement as parameters only; labels, types and properties come from the declaration only.
"""
