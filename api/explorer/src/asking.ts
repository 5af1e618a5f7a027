// Asks the service's GraphQL by the hash of a document that it knows, so that the answer may be kept by the browser.

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string }[];
}

/** Returns the data that answers a document. Throws an Error with GraphQL's own words where there is none. */
export async function ask<Data, Variables>(documentId: string, variables: Variables): Promise<Data> {
  const given = new URLSearchParams({ documentId, variables: JSON.stringify(variables) });
  const response = await fetch(`/graphql?${given}`, { headers: { accept: "application/graphql-response+json" } });
  const answer = (await response.json()) as Answer<Data>;
  if (!answer.data) throw new Error(answer.errors?.[0]?.message ?? `the service answered ${response.status}`);
  return answer.data;
}
