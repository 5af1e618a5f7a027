// One way to ask the service, with types that follow from the question: nothing but the browser's own fetch.
import type { TypedDocumentString } from "../generated/graphql";

export interface Answer<Result> {
  data?: Result | null;
  errors?: { message: string; extensions: { code: string } }[];
}

// A document's text is sent once; after that its hash is enough, and a GET can be kept by the browser and by whatever lies between.
export async function ask<Result, Variables>(
  address: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const query = document.toString();
  const extensions = { persistedQuery: { version: 1, sha256Hash: await sha256(query) } };
  const known = new URLSearchParams({ variables: JSON.stringify(variables), extensions: JSON.stringify(extensions) });
  const headers = { accept: "application/graphql-response+json" };
  let answer = (await (await fetch(`${address}?${known}`, { headers, signal })).json()) as Answer<Result>;
  if (answer.errors?.[0]?.extensions.code.startsWith("PERSISTED_QUERY_NOT")) {
    const body = JSON.stringify({ query, variables, extensions });
    const post = { method: "POST", headers: { ...headers, "content-type": "application/json" }, body, signal };
    answer = (await (await fetch(address, post)).json()) as Answer<Result>;
  }
  if (answer.errors || !answer.data) throw new Error(answer.errors?.[0]?.message ?? "the service gave no answer");
  return answer.data;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
