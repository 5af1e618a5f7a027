// Starts GraphiQL on the address that the page came from. The worked examples are its tabs; a question in the address's
// fragment (#query=...&variables=...) comes first. The open tab's question goes there, so that an address can be passed on.
const examples = JSON.parse(document.getElementById("examples").textContent);
const given = new URLSearchParams(location.hash.slice(1));
const asked = { query: given.get("query") ?? undefined, variables: given.get("variables") ?? undefined };
const others = examples.filter((example) => example.query !== asked.query);

function keepInAddress({ tabs, activeTabIndex }) {
  const { query, variables } = tabs[activeTabIndex];
  const shown = Object.entries({ query, variables }).filter(([, value]) => value);
  history.replaceState(null, "", shown.length ? `#${new URLSearchParams(shown)}` : location.pathname);
}

const root = ReactDOM.createRoot(document.getElementById("graphiql"));
root.render(
  React.createElement(GraphiQL, {
    ...asked,
    fetcher: GraphiQL.createFetcher({ url: location.pathname }),
    defaultTabs: asked.query ? [asked, ...others] : examples,
    defaultEditorToolsVisibility: "variables",
    onTabChange: keepInAddress,
  }),
);
