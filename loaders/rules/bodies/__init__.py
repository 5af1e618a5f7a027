"""Organisations: where lists, tables and sentences name them, and who of them came."""
