// What every page of the explorer does beyond what the server renders; without it, all of them work by links and forms.

import { copyable } from "./copying";
import { live } from "./live";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-live]")) live(form);
copyable(document);

// What a list can be narrowed by stands beside the list, where there is room; on a phone it would stand before it, and stays closed.
if (matchMedia("(min-width: 44.01rem)").matches) {
  for (const details of document.querySelectorAll<HTMLDetailsElement>("details.filters")) details.open = true;
}
