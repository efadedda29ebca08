import { drag, expect, notice, test } from "./fixtures";
import { serve } from "./fovea";
import { file, png } from "./pictures";

const red = file("wb-red.png", png(300, 200, [200, 30, 30]));
const blue = file("wb-blue.png", png(300, 200, [30, 30, 200]));

test.beforeEach(async ({ fovea: page }) => {
  await page.getByRole("link", { name: "Workbench" }).click();
  await expect(page.getByRole("region", { name: "User block 1" })).toBeVisible();
  await page.getByRole("button", { name: /^Model: / }).first().click();
  await page.getByRole("menuitemradio", { name: "echo" }).click();
});

const addImages = async (page: import("@playwright/test").Page, files: string[], block = "User block 1") => {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    (async () => {
      await page.getByRole("button", { name: `Add an image to ${block}` }).click();
      await page.getByRole("menuitem", { name: "From this computer" }).click();
    })(),
  ]);
  await chooser.setFiles(files);
  await expect(page.getByRole("region", { name: block }).getByRole("listitem")).toHaveCount(files.length);
};
const run = (page: import("@playwright/test").Page) => page.getByRole("button", { name: "Run", exact: true });
const answer = (page: import("@playwright/test").Page, model: string) => page.getByRole("article", { name: `Answer of ${model}` });

test("every User block has the button that adds an image, and only for a model that accepts images", async ({ fovea: page }) => {
  await page.getByRole("button", { name: "Assistant block" }).click();
  await page.getByRole("button", { name: "User block", exact: true }).click();
  await expect(page.getByRole("button", { name: /^Add an image to/ })).toHaveCount(2);
  const block = (await page.getByRole("region", { name: "User block 1" }).boundingBox())!;
  const button = (await page.getByRole("button", { name: "Add an image to User block 1" }).boundingBox())!;
  expect(block.x + block.width - (button.x + button.width)).toBeLessThan(20);
  expect(button.y - block.y).toBeLessThan(20);
  await page.getByRole("button", { name: /^Model: / }).first().click();
  await page.getByRole("menuitemradio", { name: /^blind/ }).click();
  await expect(page.getByRole("button", { name: /^Add an image to/ })).toHaveCount(0);
});

test("a run sends system, blocks and images in order, and shows tokens, cost, times, request and events", async ({ fovea: page }) => {
  await page.getByRole("textbox", { name: "System prompt" }).fill("Only answer in Spanish.");
  await addImages(page, [red, blue]);
  await page.getByLabel("Text of User block 1").fill("How do they differ?");
  await page.keyboard.press("ControlOrMeta+Enter");
  const echo = answer(page, "echo");
  await expect(echo).toContainText(/system: "Only answer in Spanish."[\s\S]*Image 1:[\s\S]*#c81e1e[\s\S]*Image 2:[\s\S]*#1e1ec8[\s\S]*2 pictures in all/);
  await expect(echo).toContainText(/Tokens in\d+/);
  await expect(echo).toContainText("First token");
  await expect(echo).toContainText("Stopend_turn");
  await echo.getByRole("tab", { name: "Request" }).click();
  await expect(echo.getByRole("tabpanel")).toContainText("<base64 of wb-red.png,");
  await echo.getByRole("tab", { name: /Events/ }).click();
  await expect(echo.getByRole("tabpanel")).toContainText('{"type":"message_stop"}');
});

test("a variable without a value stops the run and asks for it; images can be values", async ({ fovea: page }) => {
  await page.getByLabel("Text of User block 1").fill("Before {{PICTURE}} after {{WORD}}");
  await run(page).click();
  const dialog = page.getByRole("dialog", { name: "Variables" });
  await expect(dialog).toContainText("{{PICTURE}}, {{WORD}} has no value yet");
  await dialog.getByLabel("WORD", { exact: true }).fill("noon");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), dialog.getByRole("button", { name: "Use an image for PICTURE" }).click()]);
  await chooser.setFiles(blue);
  await expect(dialog.getByRole("img", { name: "wb-blue.png" })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await run(page).click();
  await expect(answer(page, "echo")).toContainText(/"Before "[\s\S]*#1e1ec8[\s\S]*" after noon"/);
});

test("two models answer side by side, and Stop ends both", async ({ fovea: page }) => {
  await page.getByRole("button", { name: "Compare with" }).click();
  await page.getByRole("menuitem", { name: "scripted" }).click();
  await page.getByLabel("Text of User block 1").fill("Count slowly");
  await run(page).click();
  await expect(answer(page, "echo")).toContainText("0 pictures in all");
  await expect(answer(page, "scripted")).toContainText("word 3");
  await page.keyboard.press("Escape");
  await expect(answer(page, "scripted")).toContainText("Stopped");
  await page.getByLabel("Text of User block 1").fill("Hello");
  await run(page).click();
  await expect(answer(page, "scripted")).toContainText("You said: Hello");
  await expect(answer(page, "scripted")).toContainText("$0.0036"); // 1000 x 3 + 42 x 15 dollars a million
});

test("images by address and by file id are sent as such, and the code says the same", async ({ fovea: page }) => {
  const form = { file: { name: "stored.png", mimeType: "image/png", buffer: png(64, 64, [9, 99, 9]) } };
  const stored = await page.request.post(`${process.env.E2E_URL}/v1/files`, { multipart: form, headers: { "anthropic-version": "2026-10-21" } });
  const { id } = (await stored.json()) as { id: string };
  await page.getByRole("button", { name: "Add an image to User block 1" }).click();
  await page.getByRole("menuitem", { name: "By file id" }).click();
  await page.getByRole("textbox", { name: "File id" }).fill(id);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Text of User block 1").fill("Look");
  await run(page).click();
  await expect(answer(page, "echo")).toContainText("#096309");
  await page.getByRole("button", { name: "Add an image to User block 1" }).click();
  await page.getByRole("menuitem", { name: "By address" }).click();
  await page.getByLabel("Address of the image").fill("https://example.org/a.png");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("button", { name: "Get code" }).click();
  const dialog = page.getByRole("dialog", { name: "Get code" });
  await expect(dialog).toContainText(`"file_id": "${id}"`);
  await expect(dialog).toContainText('"url": "https://example.org/a.png"');
  await dialog.getByText("cURL").click();
  await expect(dialog).toContainText(`curl --no-buffer ${process.env.E2E_URL}/v1/messages`);
});

test("a prompt is saved, marked when changed, saved again, and an earlier version opened", async ({ fovea: page }) => {
  const name = `Prompt ${Date.now()}`;
  await addImages(page, [red]);
  await page.getByLabel("Text of User block 1").fill("First wording");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(notice(page)).toContainText("saved as version 1");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  await page.getByLabel("Text of User block 1").fill("Second wording");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Unsaved changes");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("Unsaved changes");
  await page.reload();
  await expect(page.getByLabel("Text of User block 1")).toHaveValue("Second wording");
  await page.getByRole("button", { name: "Prompts" }).click();
  await page.getByRole("button", { name: `Versions of ${name}` }).click();
  await page.getByRole("button", { name: /^Version 1/ }).click();
  await expect(page.getByLabel("Text of User block 1")).toHaveValue("First wording");
  await run(page).click();
  await expect(answer(page, "echo")).toContainText("#c81e1e"); // the image was uploaded with the prompt
});

test("test cases run one after the other, with what each answered", async ({ fovea: page }) => {
  await page.getByLabel("Text of User block 1").fill("Say {{WORD}}");
  const cases = page.getByRole("region", { name: "Test cases" });
  for (const [i, word] of ["one", "two", "three"].entries()) {
    await cases.getByRole("button", { name: "Add a case" }).click();
    await cases.getByRole("textbox", { name: "WORD" }).nth(i).fill(word);
  }
  await cases.getByRole("button", { name: "Run all" }).click();
  for (const word of ["one", "two", "three"]) await expect(cases).toContainText(`text "Say ${word}"`);
});

test("blocks are added, moved and removed; what the last Assistant block begins, the model continues", async ({ fovea: page }) => {
  const blocks = page.getByRole("region", { name: /^(User|Assistant) block/ });
  await page.getByLabel("Text of User block 1").fill("First");
  await page.getByRole("button", { name: "Assistant block", exact: true }).click();
  await expect(page.getByLabel("Text of Assistant block 2")).toHaveAttribute("placeholder", "The beginning of the answer, which the model continues.");
  await page.getByLabel("Text of Assistant block 2").fill("Second");
  await expect(page.getByRole("button", { name: "Assistant block", exact: true })).toBeDisabled(); // two of them in a row would be one
  await page.getByRole("button", { name: "User block", exact: true }).click();
  await page.getByLabel("Text of User block 3").fill("Third");
  await page.getByRole("button", { name: "Move User block 3 up" }).click();
  await expect(page.getByLabel("Text of User block 2")).toHaveValue("Third");
  await page.getByRole("button", { name: "Remove User block 1" }).click();
  await expect(blocks).toHaveCount(2);
  await run(page).click();
  await expect(answer(page, "echo")).toContainText(/turn 1 \(user\): text "Third"[\s\S]*turn 2 \(assistant\): text "Second"/);
  await page.getByRole("button", { name: "Remove User block 1" }).click();
  await expect(page.getByRole("button", { name: "Remove Assistant block 1" })).toBeDisabled(); // one is left
});

test("an output schema goes along; while it is no JSON, nothing is sent; a model without schemas is named", async ({ fovea: page }) => {
  await page.getByLabel("Text of User block 1").fill("Hello");
  const schema = page.getByLabel("Output schema");
  await schema.fill('{"type": "object"');
  await expect(page.getByText("This is not a JSON object yet.")).toBeVisible();
  await expect(run(page)).toBeDisabled();
  await schema.fill('{"type": "object", "properties": {"total": {"type": "number"}}, "required": ["total"], "additionalProperties": false}');
  await expect(page.getByText("echo does not answer by a schema and will refuse the request.")).toBeVisible();
  await page.getByRole("button", { name: /^Model: / }).first().click();
  await page.getByRole("menuitemradio", { name: "scripted" }).click();
  await page.getByLabel("Stop sequences").fill("END, STOP");
  await page.getByLabel("Longest answer, in tokens").fill("77");
  const [sent] = await Promise.all([page.waitForRequest((request) => request.url().endsWith("/v1/messages")), run(page).click()]);
  expect(sent.postDataJSON()).toMatchObject({
    max_tokens: 77,
    stop_sequences: ["END", "STOP"],
    output_config: { format: { type: "json_schema", schema: { required: ["total"] } } },
  });
  await expect(answer(page, "scripted")).toContainText("You said: Hello");
  await expect(page.getByText(/temperature, top_p and top_k are not offered: this server refuses them/)).toBeVisible();
  await expect(page.getByLabel("temperature")).toHaveCount(0);
});

test("a server that takes sampling parameters is sent them, and the code says the same", async ({ page }) => {
  const server = await serve('[server]\nsampling_parameters = "accept"\n[models.echo]\nengine = "echo"\n');
  try {
    await page.goto(`${server.url}/workbench`);
    await page.getByLabel("Text of User block 1").fill("Hello");
    await page.getByLabel("temperature").fill("0.2");
    await page.getByLabel("top_k").fill("5");
    const [sent] = await Promise.all([page.waitForRequest((request) => request.url().endsWith("/v1/messages")), run(page).click()]);
    expect(sent.postDataJSON()).toMatchObject({ temperature: 0.2, top_k: 5 });
    expect(sent.postDataJSON()).not.toHaveProperty("top_p");
    await expect(answer(page, "echo")).toContainText("Hello"); // taken, not refused
    await page.getByRole("button", { name: "Get code" }).click();
    await expect(page.getByRole("dialog", { name: "Get code" })).toContainText('extra_body={"temperature": 0.2, "top_k": 5}');
  } finally {
    await server.stop();
  }
});

test("variables are found while one types, a prompt is duplicated, and dropped images go to the block one is in", async ({ fovea: page }) => {
  const variables = page.getByRole("button", { name: "Variables" });
  await expect(variables).toBeDisabled();
  await page.getByLabel("Text of User block 1").pressSequentially("Say {{WORD}}");
  await expect(variables).toBeEnabled();
  await variables.click();
  await expect(page.getByRole("dialog", { name: "Variables" })).toContainText("{{WORD}}");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "User block", exact: true }).click();
  await page.getByLabel("Text of User block 1").focus();
  await drag(page, [red], "drop");
  await expect(page.getByRole("region", { name: "User block 1" }).getByRole("listitem")).toHaveCount(1);
  const name = `Original ${Date.now()}`;
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Version 1");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(`${name} copy`);
  await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Prompts" }).click();
  for (const one of [name, `${name} copy`]) await expect(page.getByRole("button", { name: new RegExp(`^${one} ?Version 1`) })).toBeVisible();
});
