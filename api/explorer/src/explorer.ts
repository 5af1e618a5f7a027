// What every page of the explorer does beyond what the server renders; without it, all of them work by links and forms.

import { copyable } from "./copying";
import { live } from "./live";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-live]")) live(form);
copyable(document);

// On a phone, what a list can be narrowed by would stand before the list.
if (matchMedia("(max-width: 44rem)").matches) {
  for (const details of document.querySelectorAll<HTMLDetailsElement>("details.filters")) details.open = false;
}
