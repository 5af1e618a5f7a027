// Runs every audit of GraphQL over HTTP against the address given and prints the results as JSON.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
const told = await Promise.all(
  results.map(async ({ id, name, status, reason, response }) => ({
    id,
    name,
    status,
    reason,
    response: status === "ok" ? undefined : `${response?.status} ${response ? await response.text() : ""}`,
  })),
);
console.log(JSON.stringify(told));
