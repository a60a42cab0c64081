"""Benchmarks, run by hand: `python -m benchmarks.run` measures all and writes docs/performance.md."""
