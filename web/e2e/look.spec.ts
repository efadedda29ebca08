import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Page } from "@playwright/test";

import { answers, ask, drag, expect, pick, test, tiles, useModel } from "./fixtures";
import { serve } from "./fovea";
import { file, png } from "./pictures";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const red = file("look-red.png", png(300, 200, [200, 30, 30]));
const blue = file("look-blue.png", png(300, 200, [30, 30, 200]));

interface AxeResult {
  readonly violations: { readonly id: string; readonly nodes: { readonly html: string; readonly failureSummary: string }[] }[];
}

/** Every rule of WCAG 2.2 A and AA that a machine can check, on the page as it stands, in light and in dark. */
async function axe(page: Page, state: string): Promise<void> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  for (const theme of ["light", "dark"]) {
    const { violations } = await page.evaluate((theme) => {
      document.documentElement.dataset.theme = theme;
      const { axe } = window as unknown as { axe: { run: (options: unknown) => Promise<AxeResult> } };
      return axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
    }, theme);
    expect(
      violations.map(({ id, nodes }) => `${state}, ${theme}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join("\n")}`),
    ).toEqual([]);
  }
}

/** Nothing reaches past the right edge. */
async function fits(page: Page, state: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), state).toBeLessThanOrEqual(0);
}

const looks = [
  { language: "en", width: 1280 },
  { language: "zh-TW", width: 1280 },
  { language: "en", width: 390 },
  { language: "zh-TW", width: 390 },
] as const;

for (const { language, width } of looks) {
  test.describe(`${language}, ${width} px`, () => {
    test.use({ viewport: { width, height: width < 500 ? 844 : 860 } });

    test.beforeEach(async ({ page }) => {
      await page.addInitScript((language) => localStorage.setItem("fovea.prefs", JSON.stringify({ language, sendWith: "enter", model: "scripted" })), language);
      await page.goto("./");
      await expect(page.locator("html")).toHaveAttribute("lang", language);
    });

    const checkOn = (page: Page) => async (state: string) => {
      await axe(page, state);
      await fits(page, state);
    };
    const closed = async (page: Page) => {
      await page.keyboard.press("Escape");
      await expect(page.locator("dialog, :popover-open")).toHaveCount(0);
    };

    test("axe finds nothing in any state of the chat, and nothing is wider than the window", async ({ page }) => {
      test.setTimeout(120_000);
      const check = checkOn(page);
      const box = page.locator("#question");
      await expect(box).toBeVisible();
      await check("empty chat");
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator(".composer .icon-button").first().click()]);
      await chooser.setFiles([red, blue, file("look-huge.png", png(2000, 1900, "noise"))]);
      await expect(page.locator(".tray-problems .text-button")).toContainText("→");
      await check("images, one over the limit");
      await page.locator(".tile").first().hover();
      await page.locator(".tile-menu").first().click();
      await check("menu of an image");
      await closed(page);
      await page.locator(".tile-remove").last().click();
      await drag(page, [file("look-page.html", "<!doctype html>")], "over", { x: 200, y: 300 });
      await expect(page.locator(".drop-overlay")).toBeVisible();
      await check("files over the window");
      await drag(page, [file("look-page.html", "<!doctype html>")], "drop", { x: 200, y: 300 });
      await expect(page.locator(".notice")).toBeVisible();
      await check("notice");
      await page.locator(".notice .icon-button").click();
      await box.fill("Something rich");
      await expect(page.locator(".send")).not.toHaveAttribute("aria-disabled");
      await page.locator(".send").click();
      await expect(page.locator(".answer footer")).toBeVisible();
      await expect(page.locator(".prose table")).toBeVisible();
      await check("answer");
      await page.locator(".figures button").first().click();
      await expect(page.locator("dialog.lightbox img")).toBeVisible();
      await check("viewer");
      await closed(page);
      await page.locator(".answer footer .icon-button").last().click();
      await expect(page.locator("dialog")).toBeVisible();
      await check("reason");
      await closed(page);
      await page.locator(".exchange").first().hover();
      await page.locator(".question .edit").first().click();
      await check("edit");
      await page.keyboard.press("Escape");
      await box.fill("Count slowly");
      await page.locator(".send").click();
      await expect(page.locator(".answer").last()).toContainText("word 3");
      await check("streaming");
      await page.keyboard.press("Escape");
      await expect(page.locator(".answer footer")).toHaveCount(2);
      await page.locator(".composer .picker").click();
      await check("models");
      await page.getByRole("menuitemradio", { name: "busy" }).click();
      await box.fill("overloaded");
      await page.locator(".send").click();
      await expect(page.getByRole("alert")).toBeVisible({ timeout: 45_000 });
      await check("failure");
      if (width < 500) await page.locator(".top .icon-button").first().click();
      await expect(page.locator(".history li")).toHaveCount(1);
      await check("history");
      await page.locator(".history li [aria-haspopup=menu]").click();
      await page.getByRole("menuitem").first().click();
      await check("rename");
      await closed(page);
      await page.locator(".settings-button").click();
      await check("settings");
      await page.locator("dialog .text-button").first().click();
      await check("shortcuts");
      await closed(page);
      await page.goto("./?chat=not-here");
      await expect(page.locator(".page.centred .button")).toBeVisible();
      await check("a chat that is not there");
    });

    test("axe finds nothing in any state of the Workbench and the Lab, and nothing is wider than the window", async ({ page }) => {
      test.setTimeout(120_000);
      const check = checkOn(page);
      await page.goto("./workbench");
      await expect(page.locator(".block.user")).toBeVisible();
      await page.locator(".block.user textarea").fill("Something rich {{WORD}}");
      await page.locator(".parameters textarea").fill("{ not yet");
      await check("workbench");
      await page.locator(".parameters textarea").fill("");
      for (const position of [1, 2]) {
        await page.locator(".block.user header [aria-haspopup=menu]").click();
        if (position === 1) await check("add an image");
        await page.getByRole("menuitem").nth(position).click();
        await expect(page.locator("dialog input")).toBeVisible();
        await check(position === 1 ? "by address" : "by file id");
        await closed(page);
      }
      const [chooser] = await Promise.all([
        page.waitForEvent("filechooser"),
        page.locator(".block.user header [aria-haspopup=menu]").click().then(() => page.getByRole("menuitem").first().click()),
      ]);
      await chooser.setFiles([red, blue]);
      await expect(page.locator(".block.user .tile img")).toHaveCount(2);
      await page.locator(".bench-models .text-button").click();
      await page.getByRole("menuitem", { name: "busy" }).click();
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(page.locator("dialog .wrong")).toBeVisible();
      await check("variables");
      await page.locator("dialog textarea").fill("x");
      await closed(page);
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(page.locator(".run .failure")).toBeVisible({ timeout: 45_000 });
      await expect(page.locator(".run .prose table")).toBeVisible();
      await check("a run, and one that failed");
      await page.locator(".block.user textarea").fill("Something rich {{OTHER}}");
      await page.locator(".model-chip .icon-button").click();
      await page.locator(".cases .button").first().click();
      await page.locator(".cases textarea").fill("x");
      await page.locator(".cases .button").last().click();
      await expect(page.locator(".case-answer .prose table")).toBeVisible();
      await check("test cases");
      await page.locator(".run [role=tab]").nth(1).click();
      await check("request");
      await page.locator(".bench-top .button").nth(3).click();
      await expect(page.locator("dialog pre")).toBeVisible();
      await check("code");
      await closed(page);
      await page.locator(".bench-top .button").nth(1).click();
      await check("save");
      await page.locator("dialog input").fill(`Look ${language} ${width}`);
      await page.locator("dialog .primary").click();
      await expect(page.locator(".notice")).toBeVisible();
      await page.locator(".bench-top .button").nth(0).click();
      await expect(page.locator("dialog .pick-list li").first()).toBeVisible();
      await check("prompts");
      await closed(page);

      await page.goto("./lab");
      await expect(page.locator(".lab-invite")).toBeVisible();
      await check("empty lab");
      await page.locator("input[type=file]").setInputFiles([red, file("look-lies.png", "no image")]);
      await expect(page.locator(".lab-costs")).toBeVisible();
      await check("lab");
      await page.locator(".lab-thumb").last().click();
      await expect(page.locator(".verdict.refused")).toBeVisible();
      await check("lab, no image");
    });
  });
}

test("axe finds nothing on the page that asks for a key", async ({ page }) => {
  const server = await serve('[models.echo]\nengine = "echo"\n', { FOVEA_KEYS_REQUIRED: "true" });
  try {
    for (const { language, width } of looks) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(server.url);
      await page.evaluate((language) => localStorage.setItem("fovea.prefs", JSON.stringify({ language })), language);
      await page.reload();
      await page.locator(".sign-in input").fill("fovea-000000000000-wrong");
      await page.locator(".sign-in .primary").click();
      await expect(page.getByRole("alert")).toBeVisible();
      await axe(page, `sign in, ${language}, ${width} px`);
      await fits(page, `sign in, ${language}, ${width} px`);
    }
  } finally {
    await server.stop();
  }
});

test("the language is switched live, and kept", async ({ fovea: page }) => {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByText("繁體中文").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-TW");
  await expect(page.getByRole("heading", { name: "設定" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "想知道圖像裡的什麼？" })).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toMatch(/Noto Sans TC.*PingFang TC/); // Geist has no Chinese
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
