"""The command line: the same spine as the server, without a port. One module for each family of commands.

Exit codes: 0 done, 1 the input was refused, 2 wrong usage, 3 the service or an engine failed.
Everything heavy is imported inside the command that needs it, so that ``fovea --help`` is quick.
"""

from __future__ import annotations

from typing import Any

import click

from fovea import __version__
from fovea.cli.ask import ask
from fovea.cli.batch import batch
from fovea.cli.files import files
from fovea.cli.keys import keys
from fovea.cli.look import fit_images, look
from fovea.cli.models import limits, models, pull_model
from fovea.cli.repair import repair_request
from fovea.cli.serve import doctor, serve
from fovea.cli.terminal import refusals


class Commands(click.Group):
    """Lists the commands in the order in which a newcomer meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        with refusals():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fovea")
def main() -> None:
    """A vision service that you run yourself and that speaks the Claude Messages API.

    \b
    Begin with:
      fovea serve                              the server, on http://127.0.0.1:8765
      fovea ask photo.jpg "What does it say?"  an answer without a server
      fovea look photo.jpg                     what a model would see of it, and what it would cost
    """


for command in (serve, ask, look, fit_images, repair_request, batch, models, pull_model, limits, keys, files, doctor):
    main.add_command(command)
