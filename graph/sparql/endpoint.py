"""Answers SPARQL queries from a replica that follows the graph."""

from pathlib import Path
from threading import BoundedSemaphore

from graph.connection import Connection
from graph.rdf.iris import Iris
from graph.sparql.federation import refuse_service
from graph.sparql.options import SparqlOptions
from graph.sparql.question import Answer, Question, SizeLimitError
from graph.sparql.replicas import Replicas


class Endpoint:
    """SPARQL over one database; close it when done. Safe to use from many threads."""

    def __init__(
        self, connection: Connection, base: str, folder: Path, options: SparqlOptions, software: str | None = None
    ) -> None:
        """Nothing is read or written before the first question.

        Args:
            connection: the database.
            base: what IRIs begin with.
            folder: where replicas are kept.
            options: the limits.
            software: what read the documents, with its version.
        """
        self._iris, self._options = Iris(base), options
        self._turns = BoundedSemaphore(options.workers)
        self._replicas = Replicas(connection, base, folder, options, software)

    def answer(self, question: Question) -> Answer:
        """Return the answer to a question.

        Raises:
            QueryError: a kind of `graph.sparql.question` that says what is wrong with the question, or too much of it.
            BusyError: no replica is ready; it is worth asking again.
            StoreError: the database does not answer, or the replica cannot be written.
        """
        size = len(question.query.encode(errors="replace"))
        if size > self._options.query:
            raise SizeLimitError(f"the query has {size:,} bytes; it may have {self._options.query:,}")
        refuse_service(question.query)
        with self._turns, self._replicas.reading() as workers:
            return workers.ask(question, self._iris)

    def close(self) -> None:
        """End the processes and remove the replicas."""
        self._replicas.close()
