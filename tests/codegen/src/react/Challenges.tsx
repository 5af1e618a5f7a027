// A page of a front-end: challenges of a public-service area, who stands behind each, and the words that say so.
import { useEffect, useState } from "react";
import { graphql } from "../generated/gql";
import type { ChallengesPageQuery, SourcesFragment, TopicName } from "../generated/graphql";
import { ask } from "./graphql";

// One fragment shows the evidence of whatever passages state: any edge, any fact on a path.
export const SOURCES = graphql(`
  fragment Sources on Evidenced {
    evidence {
      text
      document {
        displayName
      }
    }
  }
`);

export const PAGE = graphql(`
  query ChallengesPage($topic: [TopicName!], $after: String) {
    challenges(first: 10, after: $after, where: { topics: { some: { node: { nameCode: { in: $topic } } } } }) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      facets {
        topics {
          nameCode(ignoreOwn: true) {
            value
            label
            count
          }
        }
      }
      nodes {
        id
        displayName
        backers {
          edges {
            capacity
            node {
              __typename
              id
              displayName
              ... on Organisation {
                kind
                kindLabel
              }
            }
            ...Sources
          }
        }
      }
    }
  }
`);

export function Challenges({ address }: { address: string }) {
  const [topic, setTopic] = useState<TopicName[] | null>(null);
  const [page, setPage] = useState<ChallengesPageQuery["challenges"]>();
  const [fault, setFault] = useState<string>();

  useEffect(() => {
    const controller = new AbortController();
    ask(address, PAGE, { topic, after: null }, controller.signal)
      .then((answer) => setPage(answer.challenges))
      .catch((error: Error) => controller.signal.aborted || setFault(error.message));
    return () => controller.abort();
  }, [address, topic]);

  if (fault) return <p role="alert">{fault}</p>;
  if (!page) return <p>Loading ...</p>;

  // Appends the next page: the cursor says where the last one ended, whatever was written meanwhile.
  async function more() {
    const next = await ask(address, PAGE, { topic, after: page?.pageInfo.endCursor });
    setPage((known) => known && { ...next.challenges, nodes: [...known.nodes, ...next.challenges.nodes] });
  }

  return (
    <main>
      <nav>
        <button onClick={() => setTopic(null)}>All</button>
        {page.facets.topics.nameCode.map(({ value, label, count }) => (
          <button key={value} onClick={() => setTopic([value as TopicName])} aria-pressed={topic?.includes(value as TopicName)}>
            {label} ({count})
          </button>
        ))}
      </nav>
      <p>{page.totalCount} challenges</p>
      {page.nodes.map((challenge) => (
        <article key={challenge.id}>
          <h2>{challenge.displayName}</h2>
          <ul>
            {challenge.backers.edges.map((edge) => (
              <li key={edge.node.id + edge.capacity}>
                {edge.node.displayName}
                {edge.node.__typename === "Organisation" && edge.node.kind !== "LOCAL_AUTHORITY" && `, ${edge.node.kindLabel}`}
                {edge.capacity === "OWNS" ? " owns it" : " supports it"}
                <Sources of={edge} />
              </li>
            ))}
          </ul>
        </article>
      ))}
      {page.pageInfo.hasNextPage && <button onClick={() => void more()}>More</button>}
    </main>
  );
}

export function Sources({ of }: { of: SourcesFragment }) {
  return of.evidence.map((passage, place) => (
    <blockquote key={place}>
      {passage.text} <cite>{passage.document.displayName}</cite>
    </blockquote>
  ));
}

// @ts-expect-error: a code that the vocabulary does not have is an error before anything is asked.
export const wrong: TopicName = "GARDENING";
