import { readFileSync } from "node:fs";

import { test as base, expect, type Locator, type Page } from "@playwright/test";

export { expect };

/** Console messages that the test expects; everything else fails it. */
export const test = base.extend<{ expectedConsole: RegExp[]; fovea: Page }>({
  baseURL: async ({}, use) => use(process.env.E2E_URL!),
  expectedConsole: async ({}, use) => use([]),
  fovea: async ({ page, expectedConsole }, use) => {
    const said: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") said.push(message.text());
    });
    page.on("pageerror", (error) => said.push(String(error)));
    await page.goto("./");
    await expect(question(page)).toBeVisible();
    await use(page);
    expect(said.filter((line) => !expectedConsole.some((expected) => expected.test(line)))).toEqual([]);
  },
});

export const question = (page: Page): Locator => page.getByLabel("Your question");
export const send = (page: Page): Locator => page.getByRole("button", { name: "Send", exact: true });
export const answers = (page: Page): Locator => page.getByRole("group", { name: "Answer" });
export const tiles = (page: Page): Locator => page.getByRole("list", { name: "Images to send" }).getByRole("listitem");
export const notice = (page: Page): Locator => page.getByRole("status", { name: "Notices" });

export async function useModel(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^Model: / }).first().click();
  await page.getByRole("menuitemradio", { name }).click();
}

export async function pick(page: Page, files: string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Add images" }).click()]);
  await chooser.setFiles(files);
}

export async function ask(page: Page, text: string): Promise<void> {
  await question(page).fill(text);
  await expect(send(page)).not.toHaveAttribute("aria-disabled");
  await question(page).press("Enter");
}

export type Dragged = { readonly mimeType: string; readonly data: string };

/** A drag from the desktop or another window, sent through the browser's own input, not made up in the page. */
export async function drag(page: Page, what: readonly (string | Dragged)[], until: "over" | "drop" | "cancel", at = { x: 600, y: 300 }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const files = what.filter((one) => typeof one === "string");
  const items = what.filter((one) => typeof one !== "string");
  const event = (type: "dragEnter" | "dragOver" | "drop" | "dragCancel") =>
    session.send("Input.dispatchDragEvent", { type, ...at, data: { items, files, dragOperationsMask: 1 } });
  await event("dragEnter");
  await event("dragOver");
  if (until === "drop") await event("drop");
  if (until === "cancel") await event("dragCancel");
}

/** Puts an image on the clipboard, with the markup that copying it from a page adds, and presses the keys that paste it. */
export async function paste(page: Page, path: string, html?: string): Promise<void> {
  const data = readFileSync(path).toString("base64");
  await page.evaluate(
    async ([base64, html]) => {
      const bytes = Uint8Array.from(atob(base64!), (char) => char.charCodeAt(0));
      const image = { "image/png": new Blob([bytes], { type: "image/png" }) };
      await navigator.clipboard.write([new ClipboardItem(html ? { ...image, "text/html": new Blob([html], { type: "text/html" }) } : image)]);
    },
    [data, html] as const,
  );
  await page.keyboard.press("ControlOrMeta+V");
}
