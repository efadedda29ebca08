import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Page } from "@playwright/test";

import { answers, ask, expect, pick, test, tiles, useModel } from "./fixtures";
import { file, png } from "./pictures";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const red = file("look-red.png", png(300, 200, [200, 30, 30]));
const blue = file("look-blue.png", png(300, 200, [30, 30, 200]));

interface AxeResult {
  readonly violations: { readonly id: string; readonly nodes: { readonly html: string; readonly failureSummary: string }[] }[];
}

/** Every rule of WCAG 2.2 A and AA that a machine can check, on the page as it stands. */
async function axe(page: Page, state: string): Promise<void> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    () => (window as unknown as { axe: { run: (options: unknown) => Promise<AxeResult> } }).axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  expect(
    violations.map(({ id, nodes }) => `${state}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join("\n")}`),
  ).toEqual([]);
}

/** Nothing reaches past the right edge. */
async function fits(page: Page, state: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), state).toBeLessThanOrEqual(0);
}

const looks = [
  { language: "en", theme: "light", width: 1280 },
  { language: "zh-TW", theme: "dark", width: 1280 },
  { language: "en", theme: "dark", width: 390 },
  { language: "zh-TW", theme: "light", width: 390 },
] as const;

for (const { language, theme, width } of looks) {
  test.describe(`${language}, ${theme}, ${width} px`, () => {
    test.use({ viewport: { width, height: width < 500 ? 844 : 860 } });

    test.beforeEach(async ({ page }) => {
      await page.addInitScript(([language, theme]) => localStorage.setItem("fovea.prefs", JSON.stringify({ language, theme, sendWith: "enter", model: "scripted" })), [language, theme] as const);
    });

    test("axe finds nothing in any state, and nothing is wider than the window", async ({ page }) => {
      test.setTimeout(120_000);
      await page.goto("./");
      const check = async (state: string) => {
        await axe(page, state);
        await fits(page, state);
      };
      const box = page.locator("#question");
      await expect(box).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await check("empty chat");
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator(".composer .icon-button").first().click()]);
      await chooser.setFiles([red, blue, file("look-huge.png", png(2000, 1900, "noise"))]);
      await expect(page.getByRole("alert")).toBeVisible();
      await check("images, one over the limit");
      await page.locator(".tile-remove").last().click();
      await box.fill("Something rich");
      await expect(page.locator(".send")).not.toHaveAttribute("aria-disabled");
      await page.locator(".send").click();
      await expect(page.locator(".answer footer")).toBeVisible();
      await expect(page.locator(".prose table")).toBeVisible();
      await check("answer");
      await page.locator(".figures button").first().click();
      await expect(page.locator("dialog.lightbox img")).toBeVisible();
      await check("viewer");
      await page.keyboard.press("Escape");
      await page.locator(".answer footer .icon-button").last().click();
      await expect(page.locator("dialog")).toBeVisible();
      await check("reason");
      await page.keyboard.press("Escape");
      await page.locator(".composer .picker").click();
      await page.getByRole("menuitemradio", { name: "busy" }).click();
      await box.fill("overloaded");
      await page.locator(".send").click();
      await expect(page.getByRole("alert")).toBeVisible({ timeout: 45_000 });
      await check("failure");
      if (width < 500) await page.locator(".top .icon-button").first().click();
      await expect(page.locator(".history li")).toHaveCount(1);
      await check("history");
      await page.locator(".settings-button").click();
      await check("settings");
      await page.keyboard.press("Escape");

      await page.goto("./workbench");
      await expect(page.locator(".block.user")).toBeVisible();
      await page.locator(".block.user textarea").fill("Something rich {{WORD}}");
      await check("workbench");
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(page.locator("dialog .wrong")).toBeVisible();
      await check("variables");
      await page.locator("dialog textarea").fill("x");
      await page.keyboard.press("Escape");
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(page.locator(".run .prose table")).toBeVisible();
      await page.locator(".cases .button").first().click();
      await check("run");

      await page.goto("./lab");
      await expect(page.locator(".lab-invite")).toBeVisible();
      await check("empty lab");
      await page.locator("input[type=file]").setInputFiles([red, file("look-lies.png", "no image")]);
      await expect(page.locator(".lab-costs")).toBeVisible();
      await check("lab");
    });
  });
}

test("the language is switched live, and kept", async ({ fovea: page }) => {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByText("繁體中文").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-TW");
  await expect(page.getByRole("heading", { name: "設定" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "想知道圖像裡的什麼？" })).toBeVisible();
  await page.getByRole("button", { name: "設定" }).click();
  await page.getByText("English").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("dark holds from the first paint on", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("fovea.prefs", JSON.stringify({ theme: "dark" })));
  await page.goto("./", { waitUntil: "commit" });
  await page.waitForFunction(() => document.body !== null);
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
});

test("the keyboard alone is enough for a question about a picture", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await pick(page, [red]);
  await expect(tiles(page)).toHaveCount(1);
  await ask(page, "By keyboard");
  await expect(answers(page)).toContainText("1 pictures in all");
  // From the box, back through the page: everything that takes part shows where the focus is.
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Shift+Tab");
    const seen = await page.evaluate(() => {
      const focused = document.activeElement!;
      const style = getComputedStyle(focused);
      return { name: focused.tagName, outlined: style.outlineStyle !== "none" || /^(INPUT|TEXTAREA)$/.test(focused.tagName), size: focused.getBoundingClientRect().height };
    });
    expect(seen.outlined, JSON.stringify(seen)).toBe(true);
  }
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});
