// Starts the editor on the address that the page came from. A worked example opens in a tab of its own; a question in the address's
// fragment (#query=...) is read by the editor itself.
const examples = JSON.parse(document.getElementById("examples").textContent);
const first = examples.find((example) => example.name === "who owns what");
const endpoint = new URL(location.pathname, location.href).href;

// The names of prefixes come from the queries themselves: nothing is asked of other addresses.
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
const yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint, method: "POST" },
  endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
  copyEndpointOnNewTab: true,
  yasqe: { value: first?.query ?? "SELECT * WHERE { ?subject ?predicate ?object } LIMIT 10" },
});

document.getElementById("example").addEventListener("change", ({ target }) => {
  const chosen = examples.find((example) => example.name === target.value);
  target.value = "";
  if (!chosen) return;
  const tab = yasgui.addTab(true);
  tab.setName(chosen.name);
  tab.setQuery(chosen.query);
});
