// A curator's way through the pages in a real browser, with scripts and without: signs in, decides, undoes, signs out. Tells, as JSON,
// what goes wrong: findings of axe, sideways scroll, noise in the console (what the pages' policy refuses is noise there).
//
// node curator.mjs BASE CHROMIUM NAME PASSWORD

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [base, executablePath, name, password] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const findings = [];
let decisions = 0;

async function judged(page, told) {
  const judge = await page.context().newCDPSession(page);
  await judge.send("Runtime.evaluate", { expression: axe });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) told(`scrolls sideways by ${over} at ${width}`);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, impact, nodes } of violations) {
        if (["serious", "critical"].includes(impact)) told(`${id} (${impact}): ${nodes.slice(0, 3).map((n) => n.html).join(" | ")}`);
      }
    }
  }
}

for (const javaScriptEnabled of [true, false]) {
  const told = (text) => findings.push(`${javaScriptEnabled ? "with" : "without"} scripts: ${text}`);
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !message.text().includes("401")) told(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => told(`error: ${error.message}`));
  try {
    await page.goto(`${base}/review`);
    await page.getByRole("link", { name: "Sign in to decide" }).click();
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill("a wrong password");
    await page.getByRole("button", { name: "Sign in" }).click();
    if (!(await page.getByRole("alert").isVisible())) told("a wrong password is not told of");
    if (javaScriptEnabled) await judged(page, told);
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText(`Signed in as ${name}`).waitFor();
    if (javaScriptEnabled) await judged(page, told);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("button", { name: "Two different ones" }).click();
    await page.getByText("No two names are so much alike").waitFor();
    await page.getByRole("button", { name: /^Undo/ }).click();
    await page.getByRole("button", { name: "Two different ones" }).waitFor();
    decisions += 2;
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByRole("link", { name: "Sign in to decide" }).waitFor();
  } catch (error) {
    told(error.message.split("\n")[0]);
  }
  await context.close();
}
await browser.close();
console.log(JSON.stringify({ decisions, findings }));
