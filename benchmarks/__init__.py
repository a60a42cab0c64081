"""Benchmarks, run by hand. `python -m benchmarks.run` does all and writes docs/performance.md."""
