// What a front-end developer writes with GraphQL Code Generator: the query's text, and values whose types follow from it.
import { graphql } from "./generated/gql";
import type { ResultOf, VariablesOf } from "@graphql-typed-document-node/core";

export const CHALLENGES = graphql(`
  query Challenges($first: Int!, $after: String, $topic: String!) {
    challenges(
      first: $first
      after: $after
      where: { topics: { some: { node: { name: { eq: $topic } } } } }
      orderBy: [{ ideas: { count: DESC } }]
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        title
        owners {
          edges {
            table
            node {
              name
            }
            evidence {
              text
            }
          }
        }
      }
    }
  }
`);

type Answer = ResultOf<typeof CHALLENGES>;
type Wanted = VariablesOf<typeof CHALLENGES>;

export const wanted: Wanted = { first: 10, topic: "older people" };

export function titles(answer: Answer): string[] {
  return answer.challenges.nodes.map((challenge) => {
    const owners: string[] = challenge.owners.edges.map((edge) => `${edge.node.name} (${edge.table ?? "no table"})`);
    const words: string | undefined = challenge.owners.edges[0]?.evidence[0]?.text;
    return `${challenge.title}: ${owners.join(", ")} ${words ?? ""}`;
  });
}

// @ts-expect-error: a name that the query does not ask for is an error, so the types are real ones.
export const wrong = (answer: Answer) => answer.challenges.nodes[0]?.summary;
