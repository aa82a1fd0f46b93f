"""Measuring coders against gold records, with the definitions of the shared scorer."""
