import type { CDPSession, Page } from "@playwright/test";

import { answers, ask, drag, expect, notice, paste, pick, question, send, test, tiles, useModel } from "./fixtures";
import { file, png } from "./pictures";

const red = file("act-red.png", png(300, 200, [200, 30, 30]));
const blue = file("act-blue.png", png(300, 200, [30, 30, 200]));

const cdp = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page);
const tile = (page: Page, position: number) => tiles(page).nth(position - 1).getByRole("button", { name: new RegExp(`^Open Image ${position}, `) });

/** A line so slow that what happens on it can be seen. */
async function slowLine(page: Page, uploadBytesPerS: number): Promise<CDPSession> {
  const session = await cdp(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: uploadBytesPerS });
  return session;
}

test("composing Chinese with a real input method: Enter chooses, and only the next one sends", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await question(page).focus();
  const session = await cdp(page);
  await session.send("Input.imeSetComposition", { text: "ㄋㄧˇ", selectionStart: 3, selectionEnd: 3 });
  await expect(question(page)).toHaveValue("ㄋㄧˇ");
  // The Enter that the input method takes for itself, as the page sees it: once as Chromium tells it, once as Safari.
  for (const code of [13, 229]) {
    await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Enter", code: "Enter", windowsVirtualKeyCode: code });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Enter", code: "Enter", windowsVirtualKeyCode: code });
  }
  await expect(question(page)).toHaveValue("ㄋㄧˇ");
  await session.send("Input.insertText", { text: "你好" });
  await expect(question(page)).toHaveValue("你好");
  await expect(answers(page)).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(answers(page)).toContainText("你好");
});

test("Esc closes a dialog and leaves the answer running; the next Esc stops it", async ({ fovea: page }) => {
  await useModel(page, "scripted");
  await ask(page, "Count slowly");
  await expect(answers(page)).toContainText("word 3");
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const before = (await answers(page).textContent())!.length;
  await expect.poll(async () => (await answers(page).textContent())!.length).toBeGreaterThan(before);
  await page.keyboard.press("Escape");
  await expect(answers(page)).toContainText("Stopped");
});

test("the log tells that it is busy, and one polite sentence tells that the answer is ready", async ({ fovea: page }) => {
  await useModel(page, "scripted");
  const log = page.getByRole("log", { name: "Conversation" });
  await ask(page, "Something rich, drop by drop");
  await expect(log).toHaveAttribute("aria-busy", "true");
  await expect(log).toHaveAttribute("aria-busy", "false");
  await expect(page.locator("[aria-live=polite]").getByText("The answer is ready.")).toHaveCount(1);
});

test("while an answer is awaited, the page says what is read and for how long", async ({ fovea: page }) => {
  await useModel(page, "scripted");
  await pick(page, [red, blue]);
  await ask(page, "Wait patiently");
  await expect(answers(page)).toContainText("Reading 2 images… 0 sec");
  await expect(answers(page)).toContainText("Reading 2 images… 1 sec");
  await expect(answers(page)).toContainText("You said: Wait patiently");
});

test("Markdown that streams in never shows half a table, half a fence or half an emphasis", async ({ fovea: page }) => {
  await useModel(page, "scripted");
  await page.evaluate(() => {
    const seen = ((window as { seen?: string[] }).seen = []) as string[];
    const look = () => {
      for (const prose of document.querySelectorAll<HTMLElement>(".prose")) seen.push(prose.innerText);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await ask(page, "Something rich, drop by drop");
  await expect(page.getByRole("button", { name: "Copy code" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy the answer" })).toBeVisible();
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(new Set(seen).size).toBeGreaterThan(10); // it did stream
  expect(seen.filter((text) => /[|`*#]|---/.test(text))).toEqual([]);
  await page.getByRole("button", { name: "Copy the answer" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("| May | 450 |"); // as it was written
});

test("who has scrolled up while an answer streams is left there", async ({ fovea: page }) => {
  await useModel(page, "scripted");
  for (const text of ["one rich", "two rich", "three rich"]) {
    await ask(page, text);
    await expect(page.getByRole("button", { name: "Copy the answer" }).last()).toBeVisible();
  }
  await ask(page, "Count slowly");
  await expect(answers(page).last()).toContainText("word 3");
  const log = page.getByRole("log");
  await log.hover();
  await page.mouse.wheel(0, -10_000);
  await expect(page.getByRole("button", { name: "Jump to the latest" })).toBeVisible();
  await expect(answers(page).last()).toContainText("word 25");
  expect(await log.evaluate((element) => element.scrollTop)).toBe(0);
});

test("the box grows with its text up to a limit, and has the focus whenever one would type", async ({ fovea: page }) => {
  await useModel(page, "scripted");
  await page.reload();
  await expect(question(page)).toBeFocused();
  const height = async () => (await question(page).boundingBox())!.height;
  const one = await height();
  await question(page).fill("a\nb\nc\nd");
  const four = await height();
  expect(four).toBeGreaterThan(one * 2.5);
  await question(page).fill("line\n".repeat(200));
  expect(await height()).toBeLessThanOrEqual(320);
  await question(page).fill("");
  await pick(page, [red]);
  await page.getByRole("button", { name: /Remove Image 1/ }).click();
  await expect(question(page)).toBeFocused();
  await page.keyboard.press("ControlOrMeta+/"); // also from within the box
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question(page)).toBeFocused();
});

test("each chat has a draft of its own; a damaged image keeps its mark over a reload", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await ask(page, "First chat");
  await expect(answers(page)).toContainText("turn 1");
  await pick(page, [red]);
  await question(page).fill("For the first");
  await page.getByRole("link", { name: "New chat" }).click();
  await expect(question(page)).toHaveValue("");
  await pick(page, [blue, file("torn.png", png(400, 300, "noise").subarray(0, 9000))]);
  await question(page).fill("For the new one");
  const told = page.getByRole("alert").filter({ hasText: "torn.png cannot be opened: the file is damaged or incomplete." });
  await expect(told).toBeVisible();
  await expect.poll(() => page.evaluate(storedDrafts)).toEqual([["For the first", 1], ["For the new one", 2]]);
  await page.reload();
  await expect(question(page)).toHaveValue("For the new one");
  await expect(told).toBeVisible();
  await expect(send(page)).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: /Remove Image 2, torn/ }).click();
  await expect(send(page)).not.toHaveAttribute("aria-disabled");
  await page.getByRole("link", { name: "First chat" }).click();
  await expect(question(page)).toHaveValue("For the first");
  await expect(tiles(page)).toHaveCount(1);
});

/** Runs in the page: text and number of images of each draft that the browser keeps. */
async function storedDrafts(): Promise<[string, number][]> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open("fovea");
    opening.onsuccess = () => resolve(opening.result);
  });
  const drafts = await new Promise<{ text: string; images: unknown[] }[]>((resolve) => {
    const asking = db.transaction("drafts").objectStore("drafts").getAll();
    asking.onsuccess = () => resolve(asking.result as never);
  });
  db.close();
  return drafts.map(({ text, images }): [string, number] => [text, images.length]).sort();
}

test("the drop overlay stays over every child, ends on Esc, and ignores text that is dragged", async ({ fovea: page }) => {
  const overlay = page.getByText("Drop to add the images");
  const words = { mimeType: "text/plain", data: "words from elsewhere" };
  await drag(page, [words], "over");
  await expect(overlay).toBeHidden();
  await drag(page, [words], "cancel");
  await drag(page, [red], "over", { x: 300, y: 80 });
  await expect(overlay).toBeVisible();
  await page.evaluate(() => {
    const counts = window as { gone?: number };
    counts.gone = 0;
    new MutationObserver((changes) => (counts.gone! += changes.flatMap(({ removedNodes }) => [...removedNodes]).filter((node) => (node as Element).className === "drop-overlay").length)).observe(document.body, { subtree: true, childList: true });
  });
  const session = await cdp(page);
  for (let step = 0; step < 24; step++) {
    await session.send("Input.dispatchDragEvent", { type: "dragOver", x: 40 + step * 50, y: 60 + ((step * 97) % 700), data: { items: [], files: [red], dragOperationsMask: 1 } });
  }
  await expect(overlay).toBeVisible();
  expect(await page.evaluate(() => (window as { gone?: number }).gone)).toBe(0);
  await page.keyboard.press("Escape");
  await expect(overlay).toBeHidden();
  await drag(page, [red], "cancel");
});

test("an image's address that is dropped becomes a url source; a picture copied from a page comes once", async ({ fovea: page }) => {
  await useModel(page, "scripted");
  await paste(page, red, '<img src="https://example.org/red.png">');
  await expect(tiles(page)).toHaveCount(1);
  await expect(question(page)).toHaveValue("");
  await drag(page, [{ mimeType: "text/uri-list", data: "https://example.org/photo.jpg" }], "drop");
  await expect(tiles(page)).toHaveCount(2);
  await expect(tiles(page).last()).toContainText("By address");
  await question(page).fill("Look");
  await expect(send(page)).not.toHaveAttribute("aria-disabled");
  const [sent] = await Promise.all([page.waitForRequest((request) => request.url().endsWith("/v1/messages")), page.keyboard.press("Enter")]);
  const { messages } = sent.postDataJSON() as { messages: { content: { source?: object }[] }[] };
  expect(messages[0]!.content.flatMap(({ source }) => source ?? [])[1]).toEqual({ type: "url", url: "https://example.org/photo.jpg" });
});

test("a thumbnail is there before the upload, whose true progress is shown; Send waits and says why; removing aborts", async ({ fovea: page }) => {
  await useModel(page, "echo");
  const session = await slowLine(page, 1_500_000);
  await question(page).fill("Look");
  const seen = page.evaluate(async () => {
    const values: number[] = [];
    while (!document.querySelector(".tile progress")) await new Promise(requestAnimationFrame);
    for (let bar; (bar = document.querySelector<HTMLProgressElement>(".tile progress")); ) {
      if (values.at(-1) !== bar.value) values.push(bar.value);
      await new Promise(requestAnimationFrame);
    }
    return values;
  });
  await pick(page, [file("heavy-one.png", png(1000, 900, "noise"))]);
  await expect(tiles(page).locator("img")).toHaveCount(1);
  await expect(page.getByRole("progressbar", { name: "Uploading Image 1" })).toBeVisible();
  await expect(send(page)).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("Uploading images: 0 of 1 done")).toBeVisible();
  await expect(send(page)).not.toHaveAttribute("aria-disabled");
  const values = await seen;
  expect(values.length).toBeGreaterThan(4);
  expect(values).toEqual(values.toSorted((a, b) => a - b));
  // The second is taken away on its way up: its upload ends, and nothing of it is sent.
  const aborted = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/v1/files"));
  await pick(page, [file("heavy-two.png", png(1000, 900, "noise"))]);
  await expect(page.getByRole("progressbar", { name: "Uploading Image 2" })).toBeVisible();
  await page.getByRole("button", { name: /Remove Image 2/ }).click();
  expect((await aborted).failure()?.errorText).toContain("ERR_ABORTED");
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await ask(page, "Look");
  await expect(answers(page)).toContainText("1 pictures in all");
});

test("thumbnails are put in order by dragging, and numbered anew", async ({ fovea: page }) => {
  await pick(page, [red, blue]);
  await expect(tiles(page).locator("img")).toHaveCount(2);
  await tile(page, 2).dragTo(tile(page, 1));
  await expect(tile(page, 1)).toHaveAttribute("title", "act-blue.png");
  await expect(tile(page, 2)).toHaveAttribute("title", "act-red.png");
  await expect(page.getByText("Drop to add the images")).toBeHidden();
});

test("sides that are too long are told before sending: 8,000 px, and 2,000 px above twenty images", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await pick(page, [file("tape.png", png(8200, 4))]);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("tape.png is 8,200 px long; the limit is 8,000 px.");
  await expect(send(page)).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: /Remove Image 1/ }).click();
  await pick(page, Array.from({ length: 20 }, (_, i) => file(`small-${i}.png`, png(8, 8, [i, 0, 0]))));
  await ask(page, "Twenty");
  await expect(answers(page)).toContainText("20 pictures in all");
  await pick(page, [file("long.png", png(2100, 4))]);
  await expect(alert).toContainText("With more than 20 images in a conversation, each may be 2,000 px long at most; long.png has 2,100 px.");
  await alert.getByRole("button", { name: /^Shrink to 1,568 px/ }).click();
  await ask(page, "Twenty-one");
  await expect(answers(page).last()).toContainText("21 pictures in all");
});

test("the picker takes several files of the image kinds; a folder's and a phone's kinds are asked for by name", async ({ fovea: page }) => {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Add images" }).click()]);
  expect(chooser.isMultiple()).toBe(true);
  const accept = (await chooser.element().getAttribute("accept"))!.split(",");
  for (const kind of ["image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", ".heic"]) expect(accept).toContain(kind);
});

test("the model picker works by keys alone and remembers the choice", async ({ fovea: page }) => {
  const picker = page.getByRole("button", { name: /^Model: / }).first();
  await picker.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitemradio", { name: "reader" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitemradio", { name: "echo" })).toBeFocused();
  await page.keyboard.press("s"); // a letter goes to the first that begins with it
  await expect(page.getByRole("menuitemradio", { name: "scripted" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(picker).toBeFocused();
  await page.reload();
  await expect(picker).toHaveText("scripted");
});

test("a long history is shown page by page", async ({ fovea: page }) => {
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open("fovea");
      opening.onsuccess = () => resolve(opening.result);
    });
    const store = db.transaction("chats", "readwrite").objectStore("chats");
    const day = 86_400_000;
    for (let i = 0; i < 45; i++) store.put({ id: `old-${i}`, title: `Old chat ${i}`, named: true, createdAt: 1, updatedAt: Date.now() - i * day, exchanges: [] });
    await new Promise((resolve) => (store.transaction.oncomplete = resolve));
    db.close();
  });
  await page.reload();
  const chats = page.getByRole("navigation", { name: "Chats" });
  await expect(chats.getByRole("link", { name: /^Old chat/ })).toHaveCount(40);
  for (const group of ["Today", "Yesterday", "Last 7 days", "Older"]) await expect(chats.getByRole("region", { name: group })).toBeVisible();
  await chats.getByRole("button", { name: "Show more" }).click();
  await expect(chats.getByRole("link", { name: /^Old chat/ })).toHaveCount(45);
  await expect(chats.getByRole("button", { name: "Show more" })).toHaveCount(0);
});

test("without a network the page says so, keeps the question, and goes on when the network is back", async ({ fovea: page, context }) => {
  await useModel(page, "echo");
  await question(page).fill("Are you there?");
  await expect(page.getByText(/^About/)).toBeVisible(); // all that sending needs has been fetched
  await context.setOffline(true);
  await question(page).press("Enter");
  await expect(page.getByRole("alert")).toContainText("This computer is offline. Nothing is lost");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(answers(page)).toContainText("Are you there?");
});
test.use({ expectedConsole: [/ERR_INTERNET_DISCONNECTED|ERR_ABORTED/] });

test("who asked for less motion gets none", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await useModel(page, "scripted");
  await ask(page, "Wait patiently");
  const pulse = page.locator(".pulse");
  await expect(pulse).toBeVisible();
  expect(await pulse.evaluate((element) => [getComputedStyle(element).animationIterationCount, parseFloat(getComputedStyle(element).animationDuration)])).toEqual(["1", 1e-5]);
});

test("the system's theme is followed, live, until one is chosen", async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("./");
  expect(await ground()).toBe("rgb(19, 21, 21)");
  await page.emulateMedia({ colorScheme: "light" });
  expect(await ground()).toBe("rgb(251, 251, 249)");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByText("Dark", { exact: true }).click();
  expect(await ground()).toBe("rgb(19, 21, 21)");
  await page.getByText("System", { exact: true }).click();
  expect(await ground()).toBe("rgb(251, 251, 249)");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("Enter makes a new line and the button sends; the camera is one tap away; the menu is a drawer", async ({ fovea: page }) => {
    await page.locator(".composer .picker").tap();
    await page.getByRole("menuitemradio", { name: "echo" }).tap();
    await question(page).tap();
    await page.keyboard.type("one");
    await page.keyboard.press("Enter");
    await page.keyboard.type("two");
    await expect(question(page)).toHaveValue("one\ntwo");
    await expect(answers(page)).toHaveCount(0);
    const [camera] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Take a photo" }).tap()]);
    expect(await camera.element().getAttribute("capture")).toBe("environment");
    expect(await camera.element().getAttribute("accept")).toBe("image/*");
    await camera.setFiles(red);
    const [library] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Add images" }).tap()]);
    expect(await library.element().getAttribute("capture")).toBe(null);
    await library.setFiles(blue);
    await expect(tiles(page)).toHaveCount(2);
    await expect(send(page)).not.toHaveAttribute("aria-disabled");
    await send(page).tap();
    await expect(answers(page)).toContainText("2 pictures in all");
    expect(await page.locator("meta[name=viewport]").getAttribute("content")).toContain("interactive-widget=resizes-content");
    const drawer = page.getByRole("navigation", { name: "Chats" });
    await expect(drawer).toBeHidden();
    await page.getByRole("button", { name: "Open the menu" }).tap();
    await expect(drawer.getByRole("link", { name: "one" })).toBeVisible();
    await page.touchscreen.tap(380, 400); // beside it
    await expect(drawer).toBeHidden();
    await page.getByRole("link", { name: "New chat" }).tap();
    await expect(page.getByRole("heading", { name: "What would you like to know about a picture?" })).toBeVisible();
  });
});

test("no notice is lost on who has several: the same sentence stands once, and can be dismissed", async ({ fovea: page }) => {
  const page_ = file("act-page.png", "<!doctype html>");
  await drag(page, [page_], "drop");
  await drag(page, [page_], "drop");
  await expect(notice(page).getByText("act-page.png: not an image, by its content.")).toHaveCount(1);
  await notice(page).getByRole("button", { name: "Dismiss" }).click();
  await expect(notice(page)).toBeEmpty();
});
