// What a front-end developer writes with Relay: a refetchable, paginated fragment on a node, and a query that spreads it.
import { graphql } from "relay-runtime";
import type { ideasQuery$data } from "./__generated__/ideasQuery.graphql";
import type { ideas_challenge$data } from "./__generated__/ideas_challenge.graphql";

export const query = graphql`
  query ideasQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ...ideas_challenge @alias
    }
    search(text: "homes", first: 5) {
      edges {
        score
        node {
          id
          displayName
        }
      }
    }
  }
`;

export const fragment = graphql`
  fragment ideas_challenge on Challenge
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "ideasPageQuery") {
    title
    ideas(first: $count, after: $cursor) @connection(key: "ideas_challenge_ideas") {
      edges {
        node {
          text
        }
        evidence {
          id
        }
      }
    }
  }
`;

export function texts(data: ideas_challenge$data): string[] {
  return data.ideas.edges.map((edge) => `${data.title}: ${edge.node.text} (${edge.evidence.length})`);
}

export function best(data: ideasQuery$data): number | undefined {
  return data.search.edges[0]?.score;
}

// @ts-expect-error: the fragment does not ask for it.
export const wrong = (data: ideas_challenge$data) => data.summary;
