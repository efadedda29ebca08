import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { test as base, expect, type Page } from "@playwright/test";

import { python } from "./fovea";
import { folder } from "./pictures";

const OUT = join(import.meta.dirname, "../../docs/images");
mkdirSync(OUT, { recursive: true });

const TEXT = {
  en: { receipt: "A receipt", tax: "And what was the tax?", bench: "Read the total of this receipt. Answer in {{LANGUAGE}}.", language: "English" },
  "zh-TW": { receipt: "一張收據", tax: "那稅金是多少？", bench: "讀出這張收據的總金額，用 {{LANGUAGE}} 回答。", language: "中文" },
} as const;

type Language = keyof typeof TEXT;

const test = base.extend({ baseURL: async ({}, use) => use(process.env.E2E_URL!) });

async function start(page: Page, language: Language, theme: "light" | "dark", model = "reader"): Promise<void> {
  await page.addInitScript((prefs) => localStorage.setItem("fovea.prefs", JSON.stringify(prefs)), { language, theme, model, sendWith: "enter" });
  await page.goto("./");
  await expect(page.locator("#question")).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
}

const settled = (page: Page, answers: number) => expect(page.locator(".answer footer")).toHaveCount(answers, { timeout: 60_000 });

const shot = async (page: Page, name: string) => {
  await page.mouse.move(640, 4);
  await page.waitForTimeout(300); // the last frame of a transition
  await page.screenshot({ path: join(OUT, `${name}.png`) });
};

for (const language of ["en", "zh-TW"] as const) {
  for (const theme of ["light", "dark"] as const) {
    test(`chat, ${language}, ${theme}`, async ({ page }) => {
      await start(page, language, theme);
      await shot(page, `welcome-${language}-${theme}`);
      await page.getByRole("button", { name: TEXT[language].receipt }).click();
      await expect(page.locator(".send")).not.toHaveAttribute("aria-disabled");
      await page.locator(".send").click();
      await settled(page, 1);
      await page.locator("#question").fill(TEXT[language].tax);
      await page.keyboard.press("Enter");
      await settled(page, 2);
      await page.setViewportSize({ width: 1280, height: 1010 }); // the whole conversation
      await page.locator("#question").focus();
      await shot(page, `chat-${language}-${theme}`);
      if (theme === "dark") return;
      await page.setViewportSize({ width: 1280, height: 860 });
      await page.locator(".figures button").first().click();
      await expect(page.locator("dialog.lightbox polygon").first()).toBeAttached();
      await shot(page, `viewer-${language}`);
    });
  }

  test(`workbench, ${language}`, async ({ page }) => {
    await start(page, language, "light");
    await page.goto("./workbench");
    await page.locator(".block.user textarea").fill(TEXT[language].bench);
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      (async () => {
        await page.locator(".block.user header .icon-button").last().click();
        await page.getByRole("menuitem").first().click();
      })(),
    ]);
    await chooser.setFiles(join(import.meta.dirname, "../public/samples/receipt.png"));
    await expect(page.locator(".block.user .tile")).toBeVisible();
    await page.locator(".bench-models .text-button").click();
    await page.getByRole("menuitem", { name: "echo" }).click();
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.locator("dialog textarea").fill(TEXT[language].language);
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(page.locator(".facts-row")).toHaveCount(2);
    await expect(page.locator(".run[aria-busy=false]")).toHaveCount(2, { timeout: 60_000 });
    await shot(page, `workbench-${language}`);
  });

  test(`lab, ${language}`, async ({ page }) => {
    const photo = `${folder}/handheld.jpg`;
    // The receipt as a phone would take it: large, and stored on its side.
    await python(
      "import sys; from PIL import Image; i = Image.open(sys.argv[1]).convert('RGB').resize((2240, 3040)).rotate(90, expand=True); e = Image.Exif(); e[0x112] = 6; e[0x10f] = 'Phone'; e[0x8825] = {1: 'N', 2: (25.0, 2.0, 1.0)}; i.save(sys.argv[2], exif=e, quality=92)",
      join(import.meta.dirname, "../public/samples/receipt.png"),
      photo,
    );
    await start(page, language, "light");
    await page.goto("./lab");
    await page.locator("input[type=file]").setInputFiles([photo, join(import.meta.dirname, "../public/samples/chart.png")]);
    await expect(page.locator(".lab-costs")).toBeVisible({ timeout: 60_000 });
    await page.locator(".lab-checks input").first().check();
    await expect(page.locator(".compare svg polygon").first()).toBeVisible({ timeout: 60_000 });
    await shot(page, `lab-${language}`);
  });

  test(`phone, ${language}`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await start(page, language, "light");
    await page.getByRole("button", { name: TEXT[language].receipt }).click();
    await expect(page.locator(".send")).not.toHaveAttribute("aria-disabled");
    await page.locator(".send").click();
    await settled(page, 1);
    await shot(page, `phone-${language}`);
  });
}
