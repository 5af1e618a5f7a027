// Opens the pages in one Chromium and tells, as JSON, what a person would meet: findings of axe, sideways scroll, noise in the
// console, requests to elsewhere; and whether the ways through the pages work.
//
// node pages.mjs BASE CHROMIUM PATH...

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [base, executablePath, ...paths] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const findings = [];

/** A page of a context of its own, whose every request elsewhere is stopped and told of. */
async function opened(options, told) {
  const context = await browser.newContext(options);
  await context.route("**", (route) => {
    if (route.request().url().startsWith(base)) return route.continue();
    told(`asks for ${route.request().url()}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on("console", (message) => {
    // That an address is not there is told by the browser as well.
    if (["error", "warning"].includes(message.type()) && !message.text().includes("404")) told(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => told(`error: ${error.message}`));
  return page;
}

async function judged(path, width) {
  let scheme = "light";
  const told = (text) => findings.push(`${path} at ${width}, ${scheme}: ${text}`);
  const page = await opened({ viewport: { width, height: 800 }, colorScheme: scheme, reducedMotion: "reduce" }, told);
  const response = await page.goto(base + path, { waitUntil: "load" });
  const expected = path.endsWith("not-there") ? 404 : 200;
  if (response.status() !== expected) told(`status ${response.status()}`);
  const scripts = await page.evaluate(() => {
    const found = performance.getEntriesByType("resource").filter((r) => r.initiatorType === "script");
    return found.reduce((sum, r) => sum + r.transferSize, 0);
  });
  if (scripts > 150_000) told(`${scripts} bytes of scripts`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) told(`scrolls sideways by ${over}`);
  // Outside the page's policy, which lets no script of others in.
  const judge = await page.context().newCDPSession(page);
  await judge.send("Runtime.evaluate", { expression: axe });
  for (scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, impact, nodes } of violations) {
      if (["serious", "critical"].includes(impact)) told(`${id} (${impact}): ${nodes.slice(0, 3).map((n) => n.html).join(" | ")}`);
    }
  }
  await page.context().close();
}

/** Ways through the pages; each tells what goes wrong. */
const ways = {
  async "a search answers while one types, and its address leads back to it"(page, expect) {
    await page.goto(`${base}/search?kind=Challenge`);
    await page.fill("#q", "");
    await page.locator("#q").pressSequentially("care");
    await page.waitForURL(/q=care/);
    expect(await page.locator("mark").first().isVisible(), "nothing is marked");
    expect(await page.evaluate(() => document.activeElement?.id === "q"), "the box lost the focus");
    const told = await page.locator(".found").innerText();
    await page.reload();
    expect((await page.locator(".found").innerText()) === told, "the address shows something else");
  },
  async "what is chosen narrows at once, by the keyboard too"(page, expect) {
    await page.goto(`${base}/search?q=care`);
    const box = page.locator("#filters input[type=checkbox]").first();
    const before = await page.locator(".found strong").innerText();
    const promised = await page.locator("#filters .number").first().innerText();
    await box.focus();
    await page.keyboard.press("Space");
    await page.waitForURL(/kind=/);
    await page.locator(".chips").waitFor();
    expect((await page.locator(".found strong").innerText()) === promised, "the count was another");
    expect(await page.evaluate(() => document.activeElement?.matches("#filters input:checked")), "the choice lost the focus");
    await page.locator(".chips a").first().click();
    await page.waitForURL((url) => !url.search.includes("kind="));
    expect((await page.locator(".found strong").innerText()) === before, "taking it away does not lead back");
  },
  async "the keyboard skips to the content, and sees where it is"(page, expect) {
    await page.goto(`${base}/`);
    await page.keyboard.press("Tab");
    const skip = page.locator(":focus");
    expect((await skip.innerText()).startsWith("Skip"), "the first stop is no skip link");
    expect((await skip.boundingBox()).y >= 0, "the skip link cannot be seen");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "it does not skip");
    expect(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none"), "no focus is seen");
  },
  async "the words that state a fact are one click away, and marked in the document's text"(page, expect) {
    await page.goto(`${base}/search?kind=Challenge`);
    await page.locator(".entries a").first().click();
    const fact = page.locator(".facts > li").first();
    await fact.locator("summary").click();
    expect(await fact.locator("blockquote").first().isVisible(), "no quote is seen");
    await fact.locator("blockquote a").first().click();
    await page.waitForURL(/#p-/);
    expect(await page.locator(":target mark").first().isVisible(), "nothing is marked in the document");
  },
  async "whoever describes a challenge finds organisations, and the words that say why"(page, expect) {
    await page.goto(`${base}/partners`);
    const example = await page.locator(".cards a").first().innerText();
    await page.fill("#text", example);
    await page.getByRole("button", { name: "Find organisations" }).click();
    await page.locator(".partners > li").first().waitFor();
    expect(page.url().includes("text="), "the address does not lead back");
    const before = await page.locator(".partners > li").count();
    await page.locator("#filters input[name=kind]").first().check();
    await page.locator(".chips").waitFor();
    await page.locator(".chips a").first().click();
    await page.waitForURL((url) => !url.search.includes("kind="));
    expect((await page.locator(".partners > li").count()) === before, "taking a choice away does not lead back");
    await page.locator(".partners blockquote a").first().click();
    await page.waitForURL(/#p-/);
    expect(await page.locator(":target mark").first().isVisible(), "the quote is not marked in its document");
  },
  async "a drawing grows and shrinks by the keyboard, and its address leads back to it"(page, expect) {
    await page.goto(`${base}/search?kind=Challenge`);
    await page.locator(".entries a").first().click();
    await page.getByRole("link", { name: "Draw what is around it" }).click();
    const things = page.locator("#drawing .thing");
    await things.first().waitFor();
    const begun = await things.count();
    await page.locator("#drawing .thing:not(.centre)[class*=kind-event]").first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Draw what is around it too" }).click();
    await page.waitForURL(/open=/);
    const grown = await things.count();
    expect(grown > begun, "nothing was added");
    await page.locator("#drawing .shown input[value=Idea]").uncheck();
    await page.waitForURL(/hide=Idea/);
    expect((await page.locator("#drawing .kind-idea.thing").count()) === 0, "ideas are still drawn");
    const left = await things.count();
    await page.reload();
    await page.waitForFunction((number) => document.querySelectorAll("#drawing .thing").length === number, left);
    await page.getByRole("button", { name: "Nearer" }).click();
  },
  async "a question is copied as it stands, and paper has the words and nothing to press"(page, expect) {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${base}/search?kind=Challenge`);
    await page.locator(".entries a").first().click();
    const question = page.locator("details.question").last();
    await question.locator("summary").click();
    await question.getByRole("button", { name: "Copy as Cypher" }).click();
    await question.getByText("Copied").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied === (await question.locator("pre").textContent()), "something else was copied");
    await page.emulateMedia({ media: "print" });
    expect(!(await page.locator(".masthead nav").isVisible()), "paper has a menu");
    expect(!(await question.isVisible()), "paper has questions to copy");
    expect(await page.locator("h1").isVisible(), "paper has no title");
  },
  async "what is typed is never run"(page, expect) {
    await page.goto(`${base}/search`);
    await page.fill("#q", "<img src=x onerror=document.title='run'>");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=/);
    expect(!(await page.title()).startsWith("run"), "markup was run");
    expect((await page.locator("main img").count()) === 0, "markup became an element");
  },
};

for (const path of paths) {
  for (const width of [1280, 360]) await judged(path, width);
}
for (const [name, way] of Object.entries(ways)) {
  const told = (text) => findings.push(`${name}: ${text}`);
  const page = await opened({ viewport: { width: 1280, height: 800 } }, told);
  try {
    await way(page, (holds, text) => holds || told(text));
  } catch (error) {
    told(error.message.split("\n")[0]);
  }
  await page.context().close();
}
await browser.close();
console.log(JSON.stringify({ pages: paths.length, ways: Object.keys(ways).length, findings }));
