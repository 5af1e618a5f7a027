// Draws what lies around a thing: every thing a stop for the keyboard, its colour that of its kind, placed by forces.

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { SimulationLinkDatum, SimulationNodeDatum } from "d3-force";
import { ask } from "./asking";
import type { NeighbourhoodQuery, NeighbourhoodQueryVariables } from "./generated";
import { ViewBox } from "./viewbox";

type Found = NonNullable<NeighbourhoodQuery["neighbourhood"]>;
interface Thing extends SimulationNodeDatum {
  id: string;
  kind: string;
  name: string;
  links: number;
}
interface Tie extends SimulationLinkDatum<Thing> {
  says: string;
  source: Thing;
  target: Thing;
}
interface Words {
  phrases: Record<string, string>;
  kinds: Record<string, string>;
  most: number;
}

const TICKS = 300;
const LONGEST = 30;
const LETTER = 6.7;
/** Pixels of a letter, on average. */
const FEW = 60;
/** Pixels of the drawing's width for each name that is shown. */
const BREADTH = 22;
/** How far a circle reaches, about. */
const ROUND = 7;
/** Pixels of a name's height. */
const LINE = 17;

/** Left, top, right and bottom of a name. */
type Box = [number, number, number, number];

const drawing = document.getElementById("drawing") as HTMLElement;
const svg = drawing.querySelector("svg") as SVGSVGElement;
const panel = drawing.querySelector(".selected") as HTMLElement;
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Words;
const centre = drawing.dataset["of"] ?? "";
const things = new Map<string, Thing>();
const ties = new Map<string, Tie>();
const hidden = new Set<string>();
const opened = new Set<string>();
const view = new ViewBox(svg, nameSome);
let chosen = centre;

function shape<Name extends keyof SVGElementTagNameMap>(name: Name, given: Record<string, string | number>): SVGElementTagNameMap[Name] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, String(value));
  return made;
}

function element(name: string, text: string, given: Record<string, string> = {}): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
  return made;
}

function short(name: string): string {
  if (name.length <= LONGEST) return name;
  const cut = name.slice(0, LONGEST).replace(/\s\S*$/, "");
  // What a bracket opens and does not close is not read out as it is seen.
  return `${cut.replace(/\s*\([^)]*$/, "") || cut} …`;
}

async function fetched(of: string, depth: number): Promise<Found | null> {
  const variables = { of, depth, first: words.most };
  const found = await ask<NeighbourhoodQuery, NeighbourhoodQueryVariables>(drawing.dataset["document"] ?? "", variables);
  return found.neighbourhood ?? null;
}

function take(found: Found): void {
  for (const { id, __typename, displayName } of found.nodes) {
    if (!things.has(id)) things.set(id, { id, kind: __typename, name: displayName, links: 0 });
  }
  for (const { type, as, from, to } of found.facts) {
    const [source, target] = [things.get(from.id), things.get(to.id)];
    const says = words.phrases[`${type} ${as ?? ""}`] ?? words.phrases[type] ?? type;
    if (source && target) ties.set(`${from.id} ${type} ${as ?? ""} ${to.id}`, { says, source, target });
  }
  for (const thing of things.values()) thing.links = 0;
  for (const { source, target } of ties.values()) {
    source.links += 1;
    target.links += 1;
  }
}

/** Places all that is shown, without moving about: the drawing comes at once. */
function place(shown: Thing[], lines: Tie[]): void {
  const wide = shown.length < FEW ? 1.8 : 1;
  forceSimulation(shown)
    .force("tie", forceLink<Thing, Tie>(lines).id((thing) => thing.id).distance(90 * wide).strength(0.35))
    .force("apart", forceManyBody().strength(-260 * wide))
    .force("room", forceCollide<Thing>(14 * wide))
    .force("x", forceX(0).strength(0.05))
    .force("y", forceY(0).strength(0.09))
    .stop()
    .tick(TICKS);
}

/** Shows as many names as have room below or above, and inside the edges: that of the middle and of what is chosen first, then of
 * their neighbours, then by links. */
function nameSome(): void {
  const near = around(chosen);
  const rank = (thing: Thing): number => (thing.id === chosen ? 3e6 : thing.id === centre ? 2e6 : near.has(thing.id) ? 1e6 : 0) + thing.links;
  const drawn = [...svg.querySelectorAll<SVGGElement>(".thing")].map((group) => ({ group, thing: things.get(group.dataset["id"] ?? "") }));
  const taken: Box[] = [];
  const circles = drawn.map(({ thing }): Box => {
    const [x, y] = [thing?.x ?? 0, thing?.y ?? 0];
    return [x - ROUND, y - ROUND, x + ROUND, y + ROUND];
  });
  for (const { group, thing } of drawn.sort((a, b) => (b.thing ? rank(b.thing) : 0) - (a.thing ? rank(a.thing) : 0))) {
    if (!thing) continue;
    const [x, y, is_centre] = [thing.x ?? 0, thing.y ?? 0, thing.id === centre];
    const half = (short(thing.name).length * LETTER * view.unit * (is_centre ? 1.15 : 1)) / 2;
    const aside = view.inside(x, half + 4 * view.unit);
    const away = is_centre ? 14 : 10;
    const text = group.querySelector("text") as SVGTextElement;
    const free = [away, -away - LINE * view.unit].find((down) => {
      const box: Box = [x + aside - half, y + down, x + aside + half, y + down + LINE * view.unit];
      return [...taken, ...circles].every((other) => box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1]);
    });
    const down = free ?? away;
    text.setAttribute("x", String(aside));
    text.setAttribute("y", String(down));
    const is_named = free !== undefined && taken.length * BREADTH < svg.clientWidth;
    group.classList.toggle("named", is_named);
    if (is_named) taken.push([x + aside - half, y + down, x + aside + half, y + down + LINE * view.unit]);
  }
}

function around(id: string): Set<string> {
  const found = new Set([id]);
  for (const { source, target } of ties.values()) {
    if (source.id === id) found.add(target.id);
    if (target.id === id) found.add(source.id);
  }
  return found;
}

/** Draws all that is shown; `anew`: also places it and shows all of it. */
function draw(anew: boolean): void {
  const shown = [...things.values()].filter((thing) => thing.id === centre || !hidden.has(thing.kind));
  const ids = new Set(shown.map((thing) => thing.id));
  const lines = [...ties.values()].filter(({ source, target }) => ids.has(source.id) && ids.has(target.id));
  if (anew) place(shown, lines);
  const focused = document.activeElement?.getAttribute("data-id");
  svg.replaceChildren();
  for (const { source, target, says } of lines) {
    const is_near = source.id === chosen || target.id === chosen;
    const line = shape("line", { x1: source.x ?? 0, y1: source.y ?? 0, x2: target.x ?? 0, y2: target.y ?? 0, class: is_near ? "tie near" : "tie" });
    line.append(shape("title", {}));
    line.firstElementChild!.textContent = `${source.name} ${says} ${target.name}`;
    svg.append(line);
  }
  for (const thing of shown) {
    const classes = ["thing", `kind-${thing.kind.toLowerCase()}`];
    if (thing.id === centre) classes.push("centre");
    if (thing.id === chosen) classes.push("chosen");
    const label = `${words.kinds[thing.kind] ?? thing.kind}: ${thing.name}`;
    const group = shape("g", {
      class: classes.join(" "), tabindex: 0, role: "button", "aria-label": label, "aria-pressed": String(thing.id === chosen),
      "data-id": thing.id, transform: `translate(${thing.x ?? 0} ${thing.y ?? 0})`,
    });
    group.append(shape("circle", { r: thing.id === centre ? 12 : 6 + Math.min(5, Math.sqrt(thing.links)) }));
    const text = shape("text", { dy: "0.85em" });
    text.textContent = short(thing.name);
    group.append(text);
    svg.append(group);
  }
  if (anew) view.fit(shown.map((thing) => [thing.x ?? 0, thing.y ?? 0]));
  else nameSome();
  if (focused) svg.querySelector<SVGElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function tell(): void {
  const thing = things.get(chosen);
  if (!thing) return;
  const kind = element("p", words.kinds[thing.kind] ?? thing.kind, { class: `kind kind-${thing.kind.toLowerCase()}` });
  const name = element("p", "", { class: "name" });
  const address = "/" + thing.id.split("/").map(encodeURIComponent).join("/");
  name.append(element("a", thing.name, { href: address }));
  const offers = element("p", "", { class: "offers" });
  if (!opened.has(thing.id)) {
    const more = element("button", "Draw what is around it too", { type: "button", class: "quiet" });
    more.addEventListener("click", () => void open(thing.id));
    offers.append(more);
  }
  if (thing.id !== centre) offers.append(element("a", "Put it in the middle", { href: `/graph?of=${encodeURIComponent(thing.id)}` }));
  panel.replaceChildren(kind, name, element("p", `${thing.links} of the ${ties.size} ${ties.size === 1 ? "link" : "links"} in this drawing ${thing.links === 1 ? "leads" : "lead"} to or from it`), offers);
}

function choose(id: string): void {
  chosen = id;
  draw(false);
  tell();
}

/** Keeps what is opened and hidden in the address, so that it leads back here. */
function note(): void {
  const address = new URL(location.href);
  for (const name of ["open", "hide"]) address.searchParams.delete(name);
  for (const id of opened) if (id !== centre) address.searchParams.append("open", id);
  for (const kind of hidden) address.searchParams.append("hide", kind);
  history.replaceState(null, "", address);
}

async function open(id: string): Promise<void> {
  try {
    const found = await fetched(id, 1);
    if (found) take(found);
    opened.add(id);
    note();
    draw(true);
    tell();
  } catch (error) {
    panel.append(element("p", `It could not be drawn: ${(error as Error).message}.`, { class: "error" }));
  }
}

function chosenBy(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest(".thing")?.getAttribute("data-id") ?? null) : null;
}

async function begin(): Promise<void> {
  const given = new URL(location.href).searchParams;
  const found = await fetched(centre, Number(drawing.dataset["depth"]));
  if (!found) return;
  take(found);
  opened.add(centre);
  for (const id of given.getAll("open").slice(0, 20)) {
    const more = await fetched(id, 1);
    if (more) take(more);
    opened.add(id);
  }
  for (const kind of given.getAll("hide")) hidden.add(kind);
  for (const box of drawing.querySelectorAll<HTMLInputElement>(".shown input")) {
    box.checked = !hidden.has(box.value);
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(box.value);
      else hidden.add(box.value);
      note();
      draw(true);
    });
  }
  drawing.hidden = false;
  draw(true);
  tell();
  svg.addEventListener("click", (event) => {
    const id = chosenBy(event.target);
    if (id) choose(id);
  });
  svg.addEventListener("keydown", (event) => {
    const id = chosenBy(event.target);
    if (!id || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    choose(id);
  });
  for (const button of drawing.querySelectorAll<HTMLButtonElement>("[data-zoom]")) {
    button.addEventListener("click", () => (button.dataset["zoom"] === "0" ? view.whole() : view.zoom(Number(button.dataset["zoom"]))));
  }
}

// Without the drawing, the words below it say the same.
begin().catch((error: Error) => console.info(`nothing is drawn: ${error.message}`));
