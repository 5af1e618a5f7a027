// Text that is there to be taken elsewhere, such as a question in Cypher: a button beside it copies it.

const SAID = "Copied";

/** Puts a button before each such text in a part of the page, where the browser lets pages copy. */
export function copyable(part: ParentNode): void {
  if (!navigator.clipboard) return;
  for (const text of part.querySelectorAll<HTMLElement>("[data-copy]")) offer(text);
}

function offer(text: HTMLElement): void {
  const line = document.createElement("p");
  line.className = "copied";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = text.dataset["copy"] || "Copy";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  line.append(button, said);
  text.before(line);
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(text.textContent ?? "").then(
      () => (said.textContent = SAID),
      () => (said.textContent = "The browser did not allow it: select the text instead"),
    );
  });
}
