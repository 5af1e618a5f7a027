/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** The relationship types of the graph. */
export type LinkKind =
  | 'ABOUT'
  | 'ADDRESSES'
  | 'ATTENDED'
  | 'CITES'
  | 'CONCERNS'
  | 'CONTINUES'
  | 'EMERGED_FROM'
  | 'FOLLOWS_FROM'
  | 'IN'
  | 'INVOLVES'
  | 'LOCATED_IN'
  | 'MENTIONS'
  | 'NEXT'
  | 'ORGANISED'
  | 'OWNS'
  | 'PARTNER_OF'
  | 'PART_OF'
  | 'PROPOSED_AT'
  | 'RAISED_AT'
  | 'REFERS_TO'
  | 'REPORTS_ON'
  | 'SPOKE_AT'
  | 'SPONSORED'
  | 'STATES'
  | 'SUPPORTS'
  | 'TAKES_PART_IN'
  | 'WORKS_FOR'
  | 'WROTE';

export type NeighbourhoodQueryVariables = Exact<{
  of: string | number;
  depth: number;
  first: number;
}>;


export type NeighbourhoodQuery = { neighbourhood: { nodes: Array<
      | { __typename: 'Challenge', id: string, displayName: string }
      | { __typename: 'Document', id: string, displayName: string }
      | { __typename: 'Event', id: string, displayName: string }
      | { __typename: 'Idea', id: string, displayName: string }
      | { __typename: 'Initiative', id: string, displayName: string }
      | { __typename: 'Insight', id: string, displayName: string }
      | { __typename: 'Model', id: string, displayName: string }
      | { __typename: 'Organisation', id: string, displayName: string }
      | { __typename: 'Passage', id: string, displayName: string }
      | { __typename: 'Person', id: string, displayName: string }
      | { __typename: 'Place', id: string, displayName: string }
      | { __typename: 'Reference', id: string, displayName: string }
      | { __typename: 'Topic', id: string, displayName: string }
    >, facts: Array<{ type: LinkKind, as: string | null, from:
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
      , to:
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
       }> } | null };
