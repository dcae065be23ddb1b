"""Benches: what the portal costs, as a ratio to the least work that could do it and to what people use otherwise."""
