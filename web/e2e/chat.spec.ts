import { answers, ask, drag, expect, notice, paste, pick, question, send, test, tiles, useModel } from "./fixtures";
import { python } from "./fovea";
import { directory, file, folder, largeGif, png } from "./pictures";

const red = file("red.png", png(300, 200, [200, 30, 30]));
const blue = file("blue.png", png(300, 200, [30, 30, 200]));

test("a newcomer tries a sample, gets an answer, and finds it again after a reload", async ({ fovea: page }) => {
  await page.getByRole("button", { name: /A receipt/ }).click();
  await expect(tiles(page)).toHaveCount(1);
  await expect(page.getByText(/About .* tokens, no charge/)).toBeVisible();
  await send(page).click();
  await expect(answers(page)).toContainText("34.13", { timeout: 45_000 });
  await expect(answers(page)).toContainText(/tokens in, .* out/);
  await expect(page.getByRole("figure")).toContainText("560 × 760 · 568 tokens");
  await expect(question(page)).toBeFocused();
  await page.reload();
  await expect(answers(page)).toContainText("34.13");
  await expect(page.getByRole("navigation", { name: "Chats" }).getByRole("link", { name: "What is the total?" })).toBeVisible();
  await page.getByRole("img", { name: "Image 1: receipt.png" }).click();
  // The viewer marks what the answer rests on, where the picture has it.
  const marks = page.getByRole("dialog").getByRole("img", { name: /marked that the answer rests on/ });
  const total = (await marks.locator("polygon", { hasText: "34.13" }).first().boundingBox())!;
  const picture = (await page.getByRole("dialog").getByRole("img", { name: "Image 1: receipt.png" }).boundingBox())!;
  expect((total.x - picture.x) / picture.width).toBeGreaterThan(0.5); // at the right
  expect((total.y - picture.y) / picture.height).toBeGreaterThan(0.5); // and below the middle
  await page.getByRole("button", { name: "Mark what the answer rests on" }).click();
  await expect(marks).toHaveCount(0);
});

test("images are dropped anywhere, pasted and picked; labelled, ordered, and sent before the text", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await drag(page, [red], "over");
  await expect(page.getByText("Drop to add the images")).toBeVisible();
  await drag(page, [red], "cancel");
  await drag(page, [red], "drop");
  await expect(page.getByText("Drop to add the images")).toBeHidden();
  await expect(tiles(page)).toHaveCount(1);
  await paste(page, blue);
  await expect(tiles(page)).toHaveCount(2);
  await pick(page, [red, red]); // the same file twice is two images
  await expect(tiles(page)).toHaveCount(4);
  await page.getByRole("button", { name: /Remove Image 4/ }).click();
  await page.getByRole("button", { name: /Remove Image 3/ }).click();
  await expect(tiles(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Options for Image 2" }).click();
  await page.getByRole("menuitem", { name: "Move earlier" }).click();
  await expect(send(page)).not.toHaveAttribute("aria-disabled");
  const request = page.waitForRequest((sent) => sent.url().endsWith("/v1/messages"));
  await ask(page, "How do they differ?");
  const { messages } = (await request).postDataJSON() as { messages: { content: { type: string; text?: string }[] }[] };
  expect(messages[0]!.content.map((block) => block.text ?? block.type)).toEqual(["Image 1:", "image", "Image 2:", "image", "How do they differ?"]);
  // The echo tells the mean colour: blue was moved to the front.
  await expect(answers(page)).toContainText(/#1e1ec8[\s\S]*#c81e1e/);
});

test("text that is pasted or dragged is left to the box", async ({ fovea: page }) => {
  await page.evaluate(() => navigator.clipboard.writeText("just words"));
  await question(page).focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(question(page)).toHaveValue("just words");
  await page.evaluate(() => navigator.clipboard.writeText("https://example.org/photo.jpg"));
  await page.keyboard.press("ControlOrMeta+V");
  await expect(tiles(page)).toHaveCount(1); // the address of an image is an image
  await expect(question(page)).toHaveValue("just words");
});

test("the twenty-first image, an empty file, a folder and what is no image are refused in one notice", async ({ fovea: page }) => {
  const many = Array.from({ length: 23 }, (_, i) => file(`many-${i}.png`, png(8, 8, [i * 10, 0, 0])));
  await drag(page, [...many.slice(0, 12), file("void.png", ""), directory("holiday"), file("page.png", "<!doctype html>"), ...many.slice(12)], "drop");
  await expect(tiles(page)).toHaveCount(20);
  const said = notice(page);
  await expect(said).toContainText("Only 20 images fit in one turn. Not added: many-20.png, many-21.png, and many-22.png.");
  await expect(said).toContainText("void.png: the file is empty.");
  await expect(said).toContainText("holiday: a folder cannot be added.");
  await expect(said).toContainText("page.png: not an image, by its content.");
  await expect(page.locator(".notice")).toHaveCount(1);
});

test("images dropped before the service has told its limits wait for them", async ({ page }) => {
  let tell = () => {};
  const told = new Promise<void>((resolve) => (tell = resolve));
  await page.route("**/fovea/v1/limits", async (route) => {
    await told;
    await route.continue();
  });
  await page.goto("./");
  await expect(question(page)).toBeVisible();
  await drag(page, Array.from({ length: 23 }, (_, i) => file(`early-${i}.png`, png(8, 8, [i * 10, 0, 0]))), "drop");
  await expect(tiles(page)).toHaveCount(0);
  tell();
  await expect(tiles(page)).toHaveCount(20);
  await expect(notice(page)).toContainText("Not added: early-20.png, early-21.png, and early-22.png.");
});

test("300 files at once: twenty are taken, the rest is named in one sentence", async ({ fovea: page }) => {
  const many = Array.from({ length: 300 }, (_, i) => file(`x${i}.png`, png(4, 4, [i % 255, 0, 0])));
  await drag(page, many, "drop");
  await expect(tiles(page)).toHaveCount(20);
  await expect(notice(page)).toContainText("and 277 more");
});

test("an 11 MB image is told before it is sent, and shrunk on a click", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await pick(page, [file("huge.png", png(2000, 1900, "noise"))]);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("huge.png is 10.9 MB; the limit is 10.0 MB an image.");
  await expect(send(page)).toHaveAttribute("aria-disabled", "true");
  await alert.getByRole("button", { name: /^Shrink to 1,568 px: 10.9 MB → [\d.]+ MB$/ }).click();
  await expect(notice(page)).toContainText(/Shrunk to 1,568 px: 10.9 MB → /);
  await expect(alert).toBeHidden();
  await ask(page, "What is it?");
  await expect(answers(page)).toContainText("1 pictures in all");
});

test("an image that the chat takes and the model's limit does not is fitted on its way, and says so", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await pick(page, [file("six-megabytes.png", png(1500, 1400, "noise")), file("nine.gif", largeGif(9_000_000))]);
  await expect(tiles(page).first()).toContainText("was 6.0 MB");
  await expect(tiles(page).last()).toContainText("was 8.6 MB");
  await ask(page, "Both");
  await expect(answers(page)).toContainText("2 pictures in all");
});

test("a file that lies about its type is sent as what it is", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await pick(page, [file("really-a.jpg", png(50, 40))]);
  await ask(page, "Look");
  await expect(answers(page)).toContainText("picture 50x40");
});

test("a file that is cut off is told before it is sent, by name", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await pick(page, [red, file("cut-off.png", png(400, 300, "noise").subarray(0, 20_000))]);
  await expect(page.getByRole("alert")).toContainText("cut-off.png cannot be opened: the file is damaged or incomplete.");
  await expect(send(page)).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: /Remove Image 2/ }).click();
  await ask(page, "Look");
  await expect(answers(page)).toContainText("1 pictures in all");
});

test("AVIF is converted; HEIC, which this browser cannot open, is explained", async ({ fovea: page }) => {
  await useModel(page, "echo");
  const avif = `${folder}/photo.avif`;
  await python("import sys; from PIL import Image; Image.new('RGB', (64, 48), (10, 200, 10)).save(sys.argv[1])", avif);
  const heic = file("photo.heic", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"));
  await pick(page, [avif, heic]);
  await expect(tiles(page)).toHaveCount(1);
  await expect(notice(page)).toContainText("photo.heic: this browser cannot open HEIC.");
  await ask(page, "Look");
  await expect(answers(page)).toContainText("picture 64x48");
});

test("a draft, with its images, outlives a reload", async ({ fovea: page }) => {
  await question(page).fill("Typed a moment ago");
  await page.reload(); // at once
  await expect(question(page)).toHaveValue("Typed a moment ago");
  await pick(page, [red]);
  await question(page).fill("A question that is not sent yet");
  await expect(page.getByText(/About/)).toBeVisible();
  await page.reload();
  await expect(question(page)).toHaveValue("A question that is not sent yet");
  await expect(tiles(page)).toHaveCount(1);
  await expect(send(page)).not.toHaveAttribute("aria-disabled");
});

test("Esc stops: the words stay, marked, and the server's engine stops too", async ({ fovea: page, request }) => {
  await useModel(page, "scripted");
  await ask(page, "Count slowly please");
  await expect(answers(page)).toContainText("word 5");
  await page.keyboard.press("Escape");
  await expect(answers(page)).toContainText("Stopped");
  await expect(answers(page)).toContainText("word 5");
  await expect(question(page)).toBeFocused();
  await expect.poll(async () => (await (await request.get(`${process.env.E2E_UPSTREAM}/log`)).json()) as string[]).toContain("closed: Count slowly please");
});

test("an answer can be had again, from another model too; versions can be turned", async ({ fovea: page }) => {
  await useModel(page, "scripted");
  await ask(page, "first words");
  await expect(answers(page)).toContainText("You said: first words");
  await expect(answers(page)).toContainText("$0.00");
  await page.getByRole("button", { name: "Answer again" }).click();
  await page.getByRole("menuitem", { name: "Answer again with echo" }).click();
  await expect(answers(page)).toContainText("turn 1 (user)");
  await expect(answers(page)).toContainText("2 / 2");
  await page.getByRole("button", { name: "Previous answer" }).click();
  await expect(answers(page)).toContainText("You said: first words");
});

test("a question is edited and sent again with its images; Up in the empty box opens the last one", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await pick(page, [red, blue]);
  await ask(page, "Before");
  await expect(answers(page)).toContainText("2 pictures in all");
  await ask(page, "Second question");
  await expect(page.getByRole("button", { name: "Copy the answer" })).toHaveCount(2);
  await question(page).press("ArrowUp");
  const box = page.getByRole("textbox", { name: "Edit the question" });
  await expect(box).toHaveValue("Second question");
  await page.keyboard.press("Escape");
  await page.getByRole("article").first().hover();
  await page.getByRole("button", { name: "Edit the question" }).first().click();
  await page.getByRole("button", { name: /Remove Image 1/ }).click();
  await box.fill("After");
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(answers(page)).toHaveCount(1);
  await expect(answers(page)).toContainText(/picture 300x200[\s\S]*#1e1ec8[\s\S]*"After"[\s\S]*1 pictures in all/);
  await page.getByRole("button", { name: "Undo" }).click(); // nothing is lost: what was replaced comes back
  await expect(answers(page)).toHaveCount(2);
  await expect(page.getByRole("heading", { name: "Before", level: 2 })).toBeVisible();
});

test("a thumb down asks for the reason and sends it without the image; a second click takes it back", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await pick(page, [red]);
  await ask(page, "Look");
  await expect(answers(page)).toContainText("1 pictures in all");
  const [first] = await Promise.all([page.waitForRequest(/feedback$/), page.getByRole("button", { name: "Bad answer" }).click()]);
  expect(Object.keys(first.postDataJSON() as object).sort()).toEqual(["rating", "request_id"]);
  await page.getByLabel(/Reason/).fill("It is not red enough");
  const [second] = await Promise.all([page.waitForResponse(/feedback$/), page.getByRole("button", { name: "Send", exact: true }).last().click()]);
  expect(second.status()).toBe(200);
  await expect(notice(page)).toContainText("Your rating was sent");
  const down = page.getByRole("button", { name: "Bad answer" });
  await expect(down).toHaveAttribute("aria-pressed", "true");
  await down.click();
  await expect(down).toHaveAttribute("aria-pressed", "false");
});

test("Enter sends and Shift+Enter does not, unless the setting says otherwise; composing Chinese never sends", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await question(page).fill("ni hao");
  // What a Chinese input method sends while characters are being chosen.
  const composing = { key: "Enter", code: "Enter", bubbles: true, cancelable: true };
  await question(page).dispatchEvent("keydown", { ...composing, isComposing: true });
  await question(page).dispatchEvent("keydown", { ...composing, keyCode: 229 });
  await question(page).press("Shift+Enter");
  await page.keyboard.type("two");
  await expect(question(page)).toHaveValue("ni hao\ntwo");
  await expect(answers(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByText("Ctrl + Enter", { exact: true }).click();
  await page.keyboard.press("Escape");
  await question(page).press("Enter");
  await expect(answers(page)).toHaveCount(0);
  await question(page).press("ControlOrMeta+Enter");
  await expect(answers(page)).toContainText("turn 1");
});

test("the viewer opens by Enter, turns by arrows, zooms, closes by Esc and gives the focus back", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await pick(page, [red, blue]);
  const first = page.getByRole("button", { name: "Open Image 1, red.png" });
  await first.focus();
  await page.keyboard.press("Enter");
  const viewer = page.getByRole("dialog");
  await expect(viewer.getByRole("img")).toHaveAttribute("alt", "Image 1: red.png");
  await page.keyboard.press("ArrowRight");
  await expect(viewer.getByRole("img")).toHaveAttribute("alt", "Image 2: blue.png");
  await page.keyboard.press("+");
  await expect(viewer).toContainText("150 %");
  await page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  await expect(first).toBeFocused();
});

test("hostile Markdown and file names stay what they are: text", async ({ fovea: page, request }) => {
  await useModel(page, "scripted");
  await pick(page, [file("<img src=x onerror=window.hacked=9>.png".replaceAll("/", ""), png(30, 30))]);
  await ask(page, "Be hostile");
  await expect(answers(page)).toContainText("[picture: tracker]");
  await expect(answers(page)).toContainText("<script>window.hacked = 1</script>");
  await expect(answers(page).locator("iframe, script, img")).toHaveCount(0);
  const links = answers(page).getByRole("link");
  for (const link of await links.all()) {
    expect(await link.getAttribute("href")).toMatch(/^https?:|^$/);
    expect(await link.getAttribute("rel")).toContain("nofollow");
  }
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
  expect((await (await request.get(`${process.env.E2E_UPSTREAM}/log`)).json()) as string[]).not.toContain("fetched /tracker.png");
});

test("Markdown is set: a table, a list, coloured code that can be copied", async ({ fovea: page }) => {
  await useModel(page, "scripted");
  await ask(page, "Something rich");
  await expect(answers(page).getByRole("table")).toContainText("450");
  await expect(answers(page).locator("pre .hljs-built_in")).toHaveText("print");
  await page.getByRole("button", { name: "Copy code" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("print({'best': 'May'})");
});

test.describe("when something fails", () => {
  test.use({ expectedConsole: [/Failed to load resource|ERR_|net::/] });

  test("529 says so, and Try again works", async ({ fovea: page }) => {
    await useModel(page, "busy");
    await ask(page, "overloaded");
    const alert = page.getByRole("alert");
    await expect(alert).toContainText(/The server is busy .*Try again in/);
    await expect(alert).toContainText("Request req_");
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(alert).toContainText("The server is busy");
    await expect(answers(page)).toHaveCount(1);
  });

  test("an answer that breaks off keeps what had come", async ({ fovea: page }) => {
    await useModel(page, "breaking");
    await ask(page, "break off");
    await expect(answers(page)).toContainText("The beginning of an answer");
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  });

  test("an upload that fails stays with a way to try again", async ({ fovea: page }) => {
    let fail = true;
    await page.route("**/v1/files", (route) => (fail ? route.abort() : route.continue()));
    await useModel(page, "echo");
    await pick(page, [red]);
    await expect(page.getByText("An image could not be uploaded.")).toHaveCount(0);
    await question(page).fill("Look");
    await expect(page.getByText("An image could not be uploaded. Try it again or remove it.")).toBeVisible();
    fail = false;
    await tiles(page).getByRole("button", { name: "Try again" }).click();
    await ask(page, "Look");
    await expect(answers(page)).toContainText("1 pictures in all");
  });

  test("a file that the server has lost is sent again from this browser", async ({ fovea: page, request }) => {
    await useModel(page, "echo");
    const uploaded = page.waitForResponse((response) => response.url().endsWith("/v1/files") && response.request().method() === "POST");
    await pick(page, [red]);
    const { id } = (await (await uploaded).json()) as { id: string };
    await ask(page, "One");
    await expect(answers(page)).toContainText("1 pictures in all");
    await request.delete(`${process.env.E2E_URL}/v1/files/${id}`, { headers: { "anthropic-version": "2026-10-21" } });
    await ask(page, "Two");
    await expect(answers(page).nth(1)).toContainText("1 pictures in all");
  });

  test("a full browser storage is told, and nothing is lost from the tab", async ({ fovea: page }) => {
    const session = await page.context().newCDPSession(page);
    const origin = new URL(page.url()).origin;
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    await useModel(page, "echo");
    await pick(page, [red]);
    await ask(page, "Still here");
    await expect(answers(page)).toContainText("1 pictures in all");
    await expect(notice(page)).toContainText("This browser’s storage is full.");
    const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export this chat" }).click()]);
    expect(saved.suggestedFilename()).toBe("fovea-chat.json");
  });
});

test("a model without eyes hides the image button and keeps the images that were chosen", async ({ fovea: page }) => {
  await useModel(page, "echo");
  await pick(page, [red]);
  await useModel(page, "blind");
  await expect(page.getByRole("button", { name: "Add images" })).toHaveCount(0);
  await expect(page.getByText("blind cannot see images. Choose another model, or remove the images.")).toBeVisible();
  await expect(tiles(page)).toHaveCount(1);
  await question(page).fill("Look");
  await page.waitForTimeout(900); // longer than the pause before a price is asked for: a request that would be refused is not made
  await useModel(page, "echo");
  await ask(page, "Look");
  await expect(answers(page)).toContainText("1 pictures in all");
});

test("the history is searched, renamed, deleted with undo, exported and imported", async ({ fovea: page }) => {
  await useModel(page, "echo");
  const chats = page.getByRole("navigation", { name: "Chats" });
  await pick(page, [red]);
  await ask(page, "About herons");
  await expect(answers(page)).toContainText("turn 1");
  await page.keyboard.press("ControlOrMeta+Shift+O");
  await ask(page, "About owls");
  await expect(answers(page)).toContainText("owls");
  await expect(chats.getByRole("link", { name: /About/ })).toHaveCount(2);
  await chats.getByRole("searchbox").fill("HERONS");
  await expect(chats.getByRole("link", { name: /About/ })).toHaveCount(1);
  await chats.getByRole("searchbox").fill("");
  await chats.getByRole("button", { name: "Options for “About owls”" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Birds of the night");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(chats.getByRole("link", { name: "Birds of the night" })).toBeVisible();
  await page.getByRole("button", { name: "Settings" }).click();
  const [exported] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export all chats" }).click()]);
  await page.keyboard.press("Escape");
  const options = chats.getByRole("button", { name: "Options for “About herons”" });
  await options.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(chats.getByRole("link", { name: "About herons" })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(chats.getByRole("link", { name: "About herons" })).toBeVisible();
  await options.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Settings" }).click();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Import chats" }).click()]);
  await chooser.setFiles(await exported.path());
  await expect(notice(page)).toContainText("2 chats were imported.");
  await page.reload();
  await chats.getByRole("link", { name: "About herons" }).click();
  await expect(page.getByRole("img", { name: "Image 1: red.png" })).toBeVisible();
});

test("two tabs on one chat keep what each of them added", async ({ fovea: page, context }) => {
  await useModel(page, "echo");
  await ask(page, "From the first");
  await expect(answers(page)).toContainText("turn 1");
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(answers(other)).toContainText("turn 1");
  await ask(other, "From the second");
  await expect(answers(other).nth(1)).toContainText("From the second");
  await expect(answers(page)).toHaveCount(2);
  await ask(page, "From the first again");
  await expect(answers(other)).toHaveCount(3);
});

test("the log sticks to its end only for who is at its end", async ({ fovea: page }) => {
  await useModel(page, "scripted");
  const asked = ["one", "two", "three rich", "four rich", "five rich"];
  for (const [i, text] of asked.entries()) {
    await ask(page, text);
    await expect(page.getByRole("button", { name: "Copy the answer" })).toHaveCount(i + 1);
  }
  const log = page.getByRole("log");
  await log.hover();
  await page.mouse.wheel(0, -20_000);
  const latest = page.getByRole("button", { name: "Jump to the latest" });
  await latest.click();
  await expect.poll(() => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)).toBeLessThan(80);
  await expect(latest).toBeHidden();
});
