"""The explorer: pages for people who would rather look than write queries. Whatever they show is asked of GraphQL."""
