"""The first page: a box to search in, and what the gatherings worked on, by year and by topic."""

from starlette.requests import Request
from starlette.responses import Response

from api.web.explorer.asking import answering, ask
from api.web.explorer.kinds import count, day
from api.web.html import address, page

_COUNTED = {
    "challenges": "Challenge",
    "ideas": "Idea",
    "models": "Model",
    "organisations": "Organisation",
    "people": "Person",
    "initiatives": "Initiative",
}


@answering
async def start(request: Request) -> Response:
    """Answer `/`."""
    found = await ask(request, "start")
    events = [
        {
            "name": event["name"],
            "href": address(event["id"]),
            "day": day(event["date"]),
            "venue": event["venue"],
            "bodies": count(bodies, "Organisation") if (bodies := event["attendees"]["totalCount"]) else "",
            "challenges": [
                {
                    "title": challenge["title"],
                    "href": address(challenge["id"]),
                    "topics": [topic["name"] for topic in challenge["topics"]["nodes"]],
                }
                for challenge in event["challenges"]["nodes"]
            ],
        }
        for event in found["events"]["nodes"]
    ]
    topics = [
        {"name": topic["name"], "href": address(topic["id"]), "count": topic["challenges"]["totalCount"]}
        for topic in found["topics"]["nodes"]
    ]
    counts = {
        label: count(found[field]["totalCount"], label)
        for field, label in _COUNTED.items()
        if found[field]["totalCount"]
    }
    held = found["events"]["totalCount"]
    return page(
        request,
        "start.html",
        events=events,
        more=count(held, "Event") if held > len(events) else "",
        topics=topics,
        counts=counts,
        documents=found["documents"]["totalCount"],
    )
