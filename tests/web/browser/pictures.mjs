// Takes pictures of the running product's pages, light and dark, into a folder: NAME.png and NAME-dark.png.
//
// node pictures.mjs BASE CHROMIUM FOLDER NAME=PATH...

import { chromium } from "playwright-core";

const [base, executablePath, folder, ...wanted] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"] });

/** What a person would have done on the page before showing it to somebody, by the picture's name. */
const shown = {
  async challenge(page) {
    for (const evidence of [page.locator(".evidence"), page.locator(".facts > li .evidence")]) {
      await evidence.first().locator("summary").click();
      await evidence.first().locator("blockquote").first().waitFor();
    }
  },
  async partners(page) {
    await page.locator(".partners > li").first().waitFor();
  },
  async graph(page) {
    await page.locator("#drawing .thing").nth(5).waitFor();
    await page.getByText("Everything one step away").evaluate((line) => scrollTo(0, line.getBoundingClientRect().top + scrollY - 12));
  },
};

for (const pair of wanted) {
  const [name, path] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
  for (const scheme of ["light", "dark"]) {
    const page = await browser.newPage({ viewport: { width: 1200, height: 860 }, colorScheme: scheme, reducedMotion: "reduce" });
    page.setDefaultTimeout(120_000); // a busy machine plans a statement for the first time
    await page.goto(base + path, { waitUntil: "load" });
    await shown[name]?.(page);
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement?.blur());
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}/${name}${scheme === "dark" ? "-dark" : ""}.png`, animations: "disabled" });
    await page.close();
  }
}
await browser.close();
