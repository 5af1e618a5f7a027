// Signs in to the Neo4j Browser as a person does, gives it the style sheet and the saved queries, and asks one of them; tells as
// JSON what was seen. With PICTURE, leaves a picture of the answer there.
//
// node neo4j.mjs ADDRESS PASSWORD CHROMIUM STYLE QUERIES QUESTION [PICTURE]

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { chromium } from "playwright-core";

const [address, password, executablePath, style, queries, question, picture] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const told = { elsewhere: [], refused: [], favourites: [], writing: "", fills: [], captions: [] };
const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: "light" });
const page = await context.newPage();
page.setDefaultTimeout(120_000); // a busy machine, and a server that serves the page for the first time
const ofThisMachine = (url) => /^(data|blob):/.test(url) || new URL(url).hostname === new URL(address).hostname;
page.on("requestfailed", (request) => {
  if (request.failure()?.errorText === "csp") told.refused.push(request.url());
  else if (!ofThisMachine(request.url())) told.elsewhere.push(`${request.url()} (${request.failure()?.errorText})`);
});
page.on("response", (response) => {
  if (!ofThisMachine(response.url())) told.elsewhere.push(response.url());
});

/** Drops a file into the page, as from a folder beside it. */
async function drop(path) {
  const bytes = [...readFileSync(path)];
  const files = await page.evaluateHandle(
    ([bytes, name]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], name));
      return transfer;
    },
    [bytes, basename(path)],
  );
  await page.locator(".filedrop").dispatchEvent("drop", { dataTransfer: files });
}

/** Types a statement or command into the editor and runs it. */
async function ask(text) {
  await page.locator(".monaco-editor textarea").first().focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
  await page.keyboard.press("Control+Enter");
}

await page.goto(address);
await page.locator("input[type=password]").fill(password);
await page.keyboard.press("Enter");
await page.getByText("You are connected as user").first().waitFor();
// What the server bids it run once it is connected.
await page.getByText("useReadTransactions: true").first().waitFor();

await ask("CREATE (:Nonsense)");
const refusal = page.getByText(/Writing in read access mode not allowed|read access mode/i).first();
await refusal.waitFor();
told.writing = await refusal.innerText();

await drop(style);
await page.getByText("node.Challenge").first().waitFor();
await drop(queries);
await page.locator('[data-testid="navigationFavorites"]').click();
await page.getByText("Imagine Graph", { exact: true }).first().click();
await page.getByText(/^12[.] /).first().waitFor();
told.favourites = await page.getByText(/^[0-9]+[.] /).allInnerTexts();
await page.locator('[data-testid="navigationFavorites"]').click();

await ask(":clear");
await ask(question);
await page.locator("g.node").nth(10).waitFor();
await page.waitForTimeout(4_000); // until the picture has come to rest
const nodes = page.locator("g.node");
told.fills = await nodes.evaluateAll((all) => all.map((n) => n.querySelector("circle.outline, circle.b-outline").getAttribute("fill")));
told.captions = await nodes.evaluateAll((all) => all.map((n) => n.textContent.trim()));
if (picture) {
  await page.setViewportSize({ width: 1200, height: 860 });
  await page.getByTitle("Fullscreen", { exact: true }).first().click();
  await page.getByRole("button", { name: /^zoom.to.fit$/i }).click();
  await page.mouse.move(300, 790); // out from under the panel at the right
  await page.mouse.down();
  await page.mouse.move(170, 790, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(600, 10);
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: picture });
}
// What the page asks of elsewhere is refused before anybody is asked for an address.
const refused = await page.evaluate(async () => {
  const seen = [];
  document.addEventListener("securitypolicyviolation", (event) => seen.push(event.blockedURI));
  await Promise.allSettled(["https", "http"].map((scheme) => fetch(`${scheme}://elsewhere.invalid/`)));
  await new Promise((resolve) => setTimeout(resolve, 500)); // the event comes after the refusal
  return seen;
});
told.refused.push(...refused);
console.log(JSON.stringify(told));
await browser.close();
