"""Where the explorer's pages are."""

from starlette.routing import Route

from api.web.explorer.drawing import drawing
from api.web.explorer.facts import facts_csv
from api.web.explorer.partners import partners, partners_csv
from api.web.explorer.search import search, search_csv
from api.web.explorer.start import start
from api.web.explorer.years import years

ROUTES = (
    Route("/", start),
    Route("/search", search),
    Route("/search.csv", search_csv),
    Route("/years", years),
    Route("/graph", drawing),
    Route("/partners", partners),
    Route("/partners.csv", partners_csv),
    Route("/facts.csv", facts_csv),
)
