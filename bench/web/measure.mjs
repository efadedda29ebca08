// Measures the app at `url` in Chromium and prints rows of JSON. Started by `python -m bench.web`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { chromium } from "../../web/node_modules/@playwright/test/index.mjs";

const [url, folder] = process.argv.slice(2);
const photos = readdirSync(folder).sort().map((name) => join(folder, name));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--enable-precise-memory-info"],
});
const rows = [];
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function fresh() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: "en-US" });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ["longtask"] });
  });
  return page;
}

// First load: every script that the first page asks for, and the first paint, each in an empty profile.
{
  const paints = [];
  let scripts = new Map();
  for (let round = 0; round < 7; round++) {
    const page = await fresh();
    scripts = new Map();
    page.on("response", async (response) => {
      if (/\.js$/.test(new URL(response.url()).pathname)) scripts.set(response.url(), gzipSync(await response.body()).length);
    });
    await page.goto(url, { waitUntil: "networkidle" });
    paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
    await page.context().close();
  }
  const bytes = [...scripts.values()].reduce((sum, size) => sum + size, 0);
  rows.push({ what: "JavaScript of the first load, gzip", budget: "140 KB", measured: `${(bytes / 1024).toFixed(1)} KB` });
  rows.push({ what: "first contentful paint, empty cache, median of 7", budget: "500 ms", measured: `${Math.round(median(paints))} ms` });
}

// Typing in a chat of 400 turns: the page's own work per key, from the browser's counters.
{
  const page = await fresh();
  await page.goto(url);
  await page.locator("#question").waitFor();
  await page.evaluate(async () => {
    const db = await new Promise((resolve, reject) => {
      const opening = indexedDB.open("fovea");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const answer = "**Total:** 34.13\n\n| item | price |\n| --- | ---: |\n| Flat white | 4.20 |\n| Croissant | 3.80 |\n\n- one\n- two\n\n```json\n{\"total\": 34.13}\n```\n";
    const exchanges = Array.from({ length: 400 }, (_, i) => ({
      id: `e${i}`, at: i, text: `Question ${i}: what is the total?`, images: [], shown: 0,
      answers: [{ id: `a${i}`, model: "echo", text: answer, state: "done", inputTokens: 500, outputTokens: 60, totalMs: 900 }],
    }));
    const store = db.transaction("chats", "readwrite").objectStore("chats");
    await new Promise((resolve) => (store.put({ id: "long", title: "Long", named: true, createdAt: 1, updatedAt: 1, exchanges }).onsuccess = resolve));
  });
  await page.goto(`${url}/?chat=long`);
  await page.locator(".prose table").last().waitFor();
  // "Show earlier": all 400, not the 300 that are shown at first.
  await page.locator(".log > .text-button").evaluate((button) => button.click());
  await page.waitForFunction(() => document.querySelectorAll(".exchange").length === 400);
  await page.waitForTimeout(2000);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const work = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  await page.locator("#question").focus();
  await page.keyboard.type("warm up ");
  const KEYS = 60;
  const before = await work();
  for (let i = 0; i < KEYS; i++) await page.keyboard.press("abcdefghij"[i % 10]);
  rows.push({ what: "typing in a chat of 400 turns, main thread per key", budget: "16 ms", measured: `${(((await work()) - before) / KEYS).toFixed(1)} ms` });

  // An answer of 24 KB streams in at its end, while somebody goes on typing.
  await page.locator(".composer .picker").click();
  await page.getByRole("menuitemradio", { name: "writer" }).click();
  await page.locator("#question").fill("Write at length");
  await page.locator(".send:not([aria-disabled])").waitFor();
  await page.evaluate(() => (globalThis.longTasks = []));
  await page.keyboard.press("Enter");
  await page.locator(".answer[aria-busy=true] .prose").waitFor();
  const busy = await work();
  const began = Date.now();
  while ((await page.locator(".answer[aria-busy=true]").count()) > 0) {
    await page.keyboard.press("a");
    await page.waitForTimeout(100);
  }
  const share = ((await work()) - busy) / (Date.now() - began);
  await page.waitForTimeout(500);
  const tasks = await page.evaluate(() => globalThis.longTasks);
  rows.push({ what: "an answer of 24 KB with tables and code streams into it: longest task", budget: "100 ms", measured: tasks.length ? `${Math.round(Math.max(...tasks))} ms` : "none over 50 ms" });
  rows.push({ what: "… main thread busy meanwhile", budget: "", measured: `${Math.round(share * 100)} %` });
  await page.context().close();
}

// Twenty images of 10 MB dropped at once, sent, and the memory after.
{
  const page = await fresh();
  await page.goto(url);
  await page.locator(".picker").waitFor();
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await page.evaluate(() => performance.memory.usedJSHeapSize)) / 2 ** 20;
  };
  const before = await heap();
  await page.evaluate(() => (globalThis.longTasks = []));
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: 600, y: 300, data: { items: [], files: photos, dragOperationsMask: 1 } });
  }
  const started = Date.now();
  await page.locator(".tray li").nth(photos.length - 1).waitFor();
  const shown = Date.now() - started;
  await page.waitForFunction(() => document.querySelectorAll(".tile img").length === 20 && !document.querySelector(".tile progress"), null, { timeout: 300_000 });
  await page.locator("#question").fill("What are these?");
  await page.locator(".send:not([aria-disabled])").waitFor({ timeout: 300_000 });
  const ready = Date.now() - started;
  const longest = Math.max(0, ...(await page.evaluate(() => globalThis.longTasks)));
  await page.locator(".send").click();
  await page.locator(".answer footer").waitFor({ timeout: 120_000 });
  await page.waitForTimeout(6000);
  const after = await heap();
  rows.push({ what: `20 images of 10 MB dropped at once: longest task`, budget: "200 ms", measured: longest ? `${Math.round(longest)} ms` : "none over 50 ms" });
  rows.push({ what: "… all tiles shown after", budget: "", measured: `${shown} ms` });
  rows.push({ what: "… read, made to fit and uploaded after", budget: "", measured: `${(ready / 1000).toFixed(1)} s` });
  rows.push({ what: "… JavaScript heap before, and after sending", budget: "returns", measured: `${before.toFixed(1)} MB, ${after.toFixed(1)} MB` });
  await page.context().close();
}

await browser.close();
console.log(JSON.stringify(rows));
