// Starts GraphiQL on the address that the page came from, with the worked examples as its tabs.
const examples = JSON.parse(document.getElementById("examples").textContent);
const fetcher = GraphiQL.createFetcher({ url: location.pathname });
const root = ReactDOM.createRoot(document.getElementById("graphiql"));
root.render(React.createElement(GraphiQL, { fetcher, defaultTabs: examples, defaultEditorToolsVisibility: "variables" }));
