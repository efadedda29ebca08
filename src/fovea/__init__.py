"""Fovea: a vision service that you run yourself and that speaks the Claude Messages API."""

__version__ = "0.1.0"
