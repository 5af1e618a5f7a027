"""The curators' files: where they are, and what they hold, read once for any number of documents.

They live outside the package, so that an update of the program touches none of them. The judgements that ship with the program
are its defaults: the user's own are added to them, and hold where both speak of a name.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from loaders.curation.overrides import Overrides
from loaders.curation.redaction import Finder
from loaders.curation.suppression import Suppression
from loaders.names.judgements import Judgements, judgements_with
from schema.errors import CurationError, ImagineError, ReadError

FOLDER = "curation"
_ONCE_IN_THE_HOME_ITSELF = ("overrides", "suppressed")


@dataclass(frozen=True, slots=True, kw_only=True)
class CurationFiles:
    """Where the curators' files are; each need not exist, unless a setting names it."""

    judgements: Path
    overrides: Path
    suppressed: Path
    named: frozenset[str] = frozenset()
    """The attributes of those that a setting names."""

    @classmethod
    def in_home(cls, home: Path, **named: Path | None) -> "CurationFiles":
        """Return the files of a home, but for those that are `named`.

        A file that an earlier version kept in the home itself is used where it is, so that nothing is lost by an update. Raises
        CurationError where there are two of one kind, since one of them would be passed over.
        """
        given = {name: path for name, path in named.items() if path is not None}
        return cls(
            **{name: given.get(name) or _place(home, name) for name in ("judgements", "overrides", "suppressed")},
            named=frozenset(given),
        )


def _place(home: Path, name: str) -> Path:
    place, earlier = home / FOLDER / f"{name}.toml", home / f"{name}.toml"
    if name not in _ONCE_IN_THE_HOME_ITSELF or not os.path.lexists(earlier):
        return place
    if os.path.lexists(place):
        raise CurationError(
            f"there are both {earlier} and {place}: put what is right into the second, and move the first away"
        )
    return earlier


@dataclass(slots=True)
class Curation:
    """What the curators' files say. With nothing given, nobody is left out and nothing is corrected."""

    suppression: Suppression = field(default_factory=lambda: Suppression(bytes(32)))
    overrides: Overrides = field(default_factory=Overrides)
    judgements: Judgements = field(default_factory=judgements_with)
    files: CurationFiles | None = None
    """Where this was read from."""
    finder: Finder = field(init=False)

    def __post_init__(self) -> None:
        self.finder = Finder(self.suppression)

    @classmethod
    def of(cls, files: CurationFiles) -> "Curation":
        """Read the files. Raises CurationError where one is malformed, or named by a setting and not there."""
        for name in sorted(files.named):
            path, variable = getattr(files, name), f"IMAGINE_{name.upper()}"
            if not path.exists():
                raise CurationError(
                    f"{variable} names {path}, which does not exist; correct the path or unset {variable}"
                )
        return cls(
            Suppression.load(files.suppressed),
            Overrides.load(files.overrides),
            judgements_with(files.judgements),
            files,
        )

    def with_present_list(self) -> "Curation":
        """Return the same with the suppression list as it is by now."""
        return self if self.files is None else replace(self, suppression=Suppression.load(self.files.suppressed))

    @contextmanager
    def discreet(self, name: str) -> Iterator[None]:
        """Let no error about the document `name` out that is not one line about it, or that prints a name of the list."""
        try:
            yield
        except ImagineError as e:
            message = self.finder.string(str(e))
            if message == str(e):
                raise
            raise type(e)(message) from None
        except Exception as e:
            # Damaged files find their way to places that no rule foresaw; the user needs to know which file it was.
            message = self.finder.string(
                f"{name} could not be read ({type(e).__name__}: {e}); leave it out and report it"
            )
            raise ReadError(message.replace("\n", " ")) from e
