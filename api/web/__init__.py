"""The web service: one ASGI application, GraphQL over HTTP, pages and their assets."""
