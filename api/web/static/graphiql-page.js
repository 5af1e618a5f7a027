// Starts GraphiQL on the address that the page came from. The worked examples are its tabs; a question in the address's
// fragment (#query=...&variables=...) comes first, and what is typed goes there, so that an address can be passed on.
const examples = JSON.parse(document.getElementById("examples").textContent);
const given = new URLSearchParams(location.hash.slice(1));
const asked = { query: given.get("query") ?? undefined, variables: given.get("variables") ?? undefined };
const others = examples.filter((example) => example.query !== asked.query);
const tabs = asked.query ? [asked, ...others] : examples;

function keepInAddress(name, value) {
  if (value) given.set(name, value);
  else given.delete(name);
  history.replaceState(null, "", given.size ? `#${given}` : location.pathname);
}

const root = ReactDOM.createRoot(document.getElementById("graphiql"));
root.render(
  React.createElement(GraphiQL, {
    ...asked,
    fetcher: GraphiQL.createFetcher({ url: location.pathname }),
    defaultTabs: tabs,
    defaultEditorToolsVisibility: "variables",
    onEditQuery: (query) => keepInAddress("query", query),
    onEditVariables: (variables) => keepInAddress("variables", variables),
  }),
);
