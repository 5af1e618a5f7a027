// How the pages do by Lighthouse, and how fast their answers come; prints a line for each.
//
// node measure.mjs BASE CHROMIUM PATH...

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [base, chromePath, ...paths] = process.argv.slice(2);
const TRIES = 20;
const SIZES = { desktop: { width: 1350, height: 940, mobile: false }, phone: { width: 412, height: 823, mobile: true } };
/** The machine's own speed, without a slow network: what a person at the same machine meets. */
const UNSLOWED = { rttMs: 0, throughputKbps: 0, cpuSlowdownMultiplier: 1, requestLatencyMs: 0, downloadThroughputKbps: 0, uploadThroughputKbps: 0 };

async function judged(path, size, slowed) {
  const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
  const { width, height, mobile } = SIZES[size];
  const settings = {
    formFactor: mobile ? "mobile" : "desktop",
    screenEmulation: { mobile, width, height, deviceScaleFactor: mobile ? 1.75 : 1, disabled: false },
    onlyCategories: ["performance", "accessibility", "best-practices"],
    ...(slowed ? {} : { throttlingMethod: "provided", throttling: UNSLOWED }),
  };
  try {
    const { lhr } = await lighthouse(base + path, { port: chrome.port, logLevel: "error" }, { extends: "lighthouse:default", settings });
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    const scores = Object.values(lhr.categories).map((c) => `${c.id} ${Math.round(c.score * 100)}`);
    const paint = Math.round(lhr.audits["first-contentful-paint"].numericValue);
    const short = Object.values(lhr.audits).filter((a) => a.score !== null && a.score < 0.9 && a.scoreDisplayMode !== "informative");
    console.log(`${path} ${size}${slowed ? ", slowed" : ""}: ${scores.join(", ")}; first content after ${paint} ms; below 0.9: ${short.map((a) => a.id).join(" ") || "nothing"}`);
  } finally {
    chrome.kill();
  }
}

async function timed(path) {
  const times = [];
  for (let n = 0; n < TRIES; n++) {
    const began = performance.now();
    await (await fetch(base + path)).text();
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  console.log(`${path}: half the answers within ${times[TRIES / 2].toFixed(0)} ms, 19 of 20 within ${times[TRIES - 2].toFixed(0)} ms`);
}

for (const path of paths) {
  await judged(path, "desktop", false);
  await judged(path, "phone", true);
  await timed(path);
}
