"""``python -m fovea``."""

from fovea.cli import main

main()
