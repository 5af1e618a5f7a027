"""A curator's browser, for tests: what its forms carry, and signing in."""

import re

import httpx

PASSWORD = "harbour gulls over slate"


def form(page: str) -> str:
    """Return what ties a form of the page to this browser."""
    found = re.search(r'name="form" value="([0-9a-f]+)"', page)
    assert found, page
    return found[1]


def sign_in(client: httpx.Client, name: str = "jo", password: str = PASSWORD) -> httpx.Response:
    return client.post("/sign-in", data={"form": form(client.get("/sign-in").text), "name": name, "password": password})
