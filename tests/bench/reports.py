"""Invented reports of any number, for the loading benchmark: real layouts, half of the bodies shared with other reports."""

import random
from pathlib import Path

_PLACES = (
    "Ashford Bramley Calder Denby Elmstead Fenwick Garstang Halden Ingham Kelsall Linton Marsden Norley Oakham".split()
)
_BODIES = (
    "{} Council",
    "{} Community Trust",
    "{} Care CIC",
    "{} Housing Association",
    "University of {}",
    "{} NHS Foundation Trust",
)
_FIRST = "Ada Ben Cara Dev Esme Finn Grace Hugo Iris Jack Kim Leo Mina Noor Omar Pia Quinn Rosa Sam Tess".split()
_LAST = "Arden Blythe Corby Dutton Evesham Farrow Grange Hexham Irving Jessop Kirkby Lowther Morden Nairn Otley".split()
_ROLES = ("Chief Executive", "Head of Commissioning", "Director of Adult Services", "Programme Lead")
_AREAS = ("Homelessness", "Older people", "Mental health", "Social care", "Skills and employment", "Domestic abuse")
_WORDS = (
    "shared homes carers patient capital local trust contracts outcomes young people neighbours garden workshop apprentices nurses "
    "grants loans governance members tenants visits transport meals digital records training mentors evidence pilots"
).split()


def write_reports(folder: Path, number: int, seed: int = 1) -> list[Path]:
    """Write `number` reports of about 1,500 words into a folder and return their paths. The same seed gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for n in range(number):
        path = folder / f"gathering-{n:04}.md"
        path.write_text(_report(random.Random(f"{seed}/{n}"), n), encoding="utf-8")
        paths.append(path)
    return paths


def _report(rng: random.Random, n: int) -> str:
    bodies = sorted({_body(rng, n) for _ in range(30)})
    parts = [
        f"# Commons Gathering {n}: a report",
        f"Commons Gathering {n} took place at {rng.choice(_PLACES)} Town Hall on {rng.randint(1, 28)} May 2024.",
        "## Organisations represented",
        "\n".join(f"- {body}" for body in bodies),
    ]
    for area in rng.sample(_AREAS, 4):
        parts += [f"## Challenge area: {area} – {_words(rng, 5)}", "### Challenge owners", _people(rng, bodies)]
        parts += [
            "### Challenge supporters",
            _people(rng, bodies),
            "### Challenge summary",
            _sentence(rng, 60),
            "### Ideas",
        ]
        for i in range(1, 7):
            parts.append(f"{i}. **{_words(rng, 4).capitalize()}:** {_sentence(rng, 30)}\n   a. {_sentence(rng, 12)}")
    return "\n\n".join(parts) + "\n"


def _body(rng: random.Random, n: int) -> str:
    own = rng.random() < 0.5
    place = (
        f"{rng.choice(_PLACES)}{rng.choice(('', ' North', ' Vale'))}"
        if not own
        else f"{rng.choice(_PLACES)} {_LAST[n % 15]}"
    )
    return rng.choice(_BODIES).format(place)


def _people(rng: random.Random, bodies: list[str]) -> str:
    return "\n\n".join(
        f"{rng.choice(_FIRST)} {rng.choice(_LAST)}, *{rng.choice(_ROLES)}, {rng.choice(bodies)}*" for _ in range(2)
    )


def _words(rng: random.Random, number: int) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(number))


def _sentence(rng: random.Random, words: int) -> str:
    return f"{_words(rng, words).capitalize()}."
