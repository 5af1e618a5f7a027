"""What is said to whoever calls the program wrongly: one line, as for every other error, saying what is wrong and where to look."""

import argparse
import difflib
import re
from typing import NoReturn

from api.cli.command import one_line
from api.work.outcome import CALLED_WRONGLY
from schema.program import PROGRAM

COMMAND = "COMMAND"
_NO_CHOICE = re.compile(r"argument (?P<of>.+?): invalid choice: '(?P<given>.*?)'.*")
_MISSING = re.compile(r"the following arguments are required: (?P<names>.+)")
_ONE_OF = re.compile(r"one of the arguments (?P<names>.+) is required")
_WITHOUT_VALUE = re.compile(r"argument (?P<of>.+?): expected one argument")
_OF_ONE = re.compile(r"argument (?P<of>.+?): (?=is )")
"""How the parser of the standard library tells what is wrong; what is not among these is told as it tells it."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are of the program's own form."""

    def error(self, message: str) -> NoReturn:
        """End the program, and say in one line why."""
        told = one_line(self._plain(message))
        tells = "lists them" if told.startswith(("there is no command", "no command")) else "says what it takes"
        self.exit(CALLED_WRONGLY, f"error: {told}; '{self.prog} --help' {tells}\n")

    def refuse(self, unknown: list[str]) -> NoReturn:
        """End the program where words are left that nothing takes."""
        words = not any(one.startswith("-") for one in unknown)
        hint = " (put into quotation marks what belongs together)" if words else ""
        self.error(f"{self.prog.rpartition(' ')[2]} takes no {', '.join(map(repr, unknown))}{hint}")

    def _plain(self, message: str) -> str:
        if found := _NO_CHOICE.fullmatch(message):
            return self._none_of(found["of"], found["given"])
        if found := _MISSING.fullmatch(message):
            names = [self._called(name) for name in found["names"].split(", ")]
            return "no command was given" if names == [COMMAND] else f"{' and '.join(names)} is missing"
        if found := _ONE_OF.fullmatch(message):
            return f"{' or '.join(found['names'].split())} is missing"
        if found := _WITHOUT_VALUE.fullmatch(message):
            return f"there is no value behind {found['of']}"
        return _OF_ONE.sub(lambda m: f"{m['of']} ", message).removeprefix("argument ")

    def _none_of(self, of: str, given: str) -> str:
        choices = [str(one) for one in self._action(of).choices or ()]
        if of == COMMAND:
            near = difflib.get_close_matches(given, choices, n=1)
            return f"there is no command {given!r}" + (f" (did you mean {near[0]!r}?)" if near else "")
        where = f"{of} " if of.startswith("-") else ""
        return f"{where}{given!r} is none of {', '.join(choices)}"

    def _called(self, name: str) -> str:
        """Return what a person may give there: its choices, where it has any and no name of its own."""
        action = self._action(name)
        if action.metavar is not None or not action.choices:
            return name
        *others, last = map(str, action.choices)
        return f"{', '.join(others)} or {last}"

    def _action(self, name: str) -> argparse.Action:
        return next(
            one
            for one in self._actions
            if name in (one.metavar, one.dest, "/".join(one.option_strings), *one.option_strings)
        )


def as_asked(given: list[str]) -> list[str]:
    """Return the words of a call, where `help` and `help COMMAND` stand for the option that says the same."""
    return [*given[1:2], "--help"] if given[:1] == ["help"] else given


def end_with_help(parser: argparse.ArgumentParser) -> NoReturn:
    """End the program where nothing was asked of it: who calls it so wants to know what there is."""
    parser.exit(CALLED_WRONGLY, f"{parser.format_help()}\nto begin: '{PROGRAM} up'\n")
