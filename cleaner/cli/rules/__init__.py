"""`clean rules`: the day of who writes rules."""

from __future__ import annotations

import click

from cleaner.cli.rules.counting import stats
from cleaner.cli.rules.formatting import fmt
from cleaner.cli.rules.linting import lint
from cleaner.cli.rules.listing import explain, list_, schema
from cleaner.cli.rules.making import new
from cleaner.cli.rules.testing import test
from cleaner.cli.rules.trying import try_


class _InOrder(click.Group):
    """Lists its commands in the order of the work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    "rules",
    cls=_InOrder,
    short_help="Write, try, test and explain rules.",
    invoke_without_command=True,
    no_args_is_help=False,
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Write rules, try them on texts, test them, and look at those there are.

    Rules are found in the folder `rules` of the working directory and of your configuration, in
    installed packages that offer some, and where --rules says, besides those that ship with clean.

    \b
    Examples:
      clean rules new --from-line "Harbour weather: 14 °C" --from page.txt:8
      clean rules try rules/mine.yaml pages/
      clean rules test rules/
      clean rules explain comment.form-prompt
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


for _each in (new, try_, test, lint, fmt, list_, explain, stats, schema):
    command.add_command(_each)
