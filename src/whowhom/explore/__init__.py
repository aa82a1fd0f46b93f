"""Codings shown to people; every figure comes from a named query of the store."""
