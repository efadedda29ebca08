"""Bytes to pixels: what came, whether it is inside the limits, and what a model sees of it.

Knows no request and no engine. The way of an image: ``source`` -> ``check`` -> ``fit`` -> ``pool``.
"""
