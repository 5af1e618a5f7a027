// A form that answers while one types and chooses: the server renders the page, and what has changed takes its place.

import { copyable } from "./copying";

const PAUSE = 150;
const LEAST = 2;

/** The address that a form stands for; fields that are empty are left out. */
function addressOf(form: HTMLFormElement): string {
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value) given.append(name, value);
  const query = given.toString();
  return query ? `${form.action}?${query}` : form.action;
}

/** Puts what is in `fresh` in the place of what is shown, and leaves what has the focus where it is. */
function replace(id: string, fresh: Document): void {
  const old = document.getElementById(id);
  const found = fresh.getElementById(id);
  if (!old || !found) return;
  const focused = document.activeElement;
  const key = focused instanceof HTMLInputElement && old.contains(focused) ? [focused.name, focused.value] : null;
  old.replaceChildren(...found.childNodes);
  copyable(old);
  if (!key) return;
  for (const input of old.querySelectorAll("input")) {
    if (input.name === key[0] && input.value === key[1]) input.focus({ preventScroll: true });
  }
}

/** Makes a form answer as it changes. Parts of the page that follow it carry ids that both answers have. */
export function live(form: HTMLFormElement): void {
  const box = form.querySelector<HTMLInputElement>("input[type=search]");
  let waiting = 0;
  let asking: AbortController | null = null;
  let shown = addressOf(form);

  async function answer(address: string): Promise<void> {
    asking?.abort();
    const mine = (asking = new AbortController());
    form.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { signal: mine.signal, headers: { accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
      if (mine.signal.aborted) return;
      if (!fresh.getElementById("results") || !document.getElementById("results")) return location.assign(address);
      const filters = document.querySelector("details.filters");
      filters?.toggleAttribute("hidden", fresh.querySelector("details.filters")?.hasAttribute("hidden") ?? true);
      replace("filters", fresh);
      replace("results", fresh);
      document.title = fresh.title;
      history.replaceState(null, "", address);
      shown = address;
    } catch (error) {
      // What was given up is no failure; anything else is answered by the page itself, as without scripts.
      if (!mine.signal.aborted) location.assign(address);
    } finally {
      if (asking === mine) form.removeAttribute("aria-busy");
    }
  }

  function changed(pause: number): void {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      const typed = box?.value.trim() ?? "";
      const address = addressOf(form);
      if (address === shown || (typed && typed.length < LEAST)) return;
      void answer(address);
    }, pause);
  }

  box?.addEventListener("input", () => changed(PAUSE));
  form.addEventListener("change", (event) => {
    if (event.target !== box && !(event.target instanceof HTMLTextAreaElement)) changed(0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    void answer(addressOf(form));
  });
  form.classList.add("is-live");
}
