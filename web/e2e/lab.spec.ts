import { drag, expect, test } from "./fixtures";
import { fovea, python } from "./fovea";
import { file, folder, png } from "./pictures";

test("the Lab's numbers are those of `fovea look --json`", async ({ fovea: page }) => {
  const photo = `${folder}/photo.jpg`;
  // A photo that lies on its side, with a place in its metadata.
  await python(
    "import sys; from PIL import Image; e = Image.Exif(); e[0x112] = 6; e[0x8825] = {1: 'N', 2: (25.0, 2.0, 1.0)}; Image.effect_noise((3000, 1800), 40).convert('RGB').save(sys.argv[1], exif=e, quality=70)",
    photo,
  );
  const [look] = JSON.parse(await fovea(["look", photo, "--json", "--many", "25"], process.env.E2E_HOME!)) as [
    { size: { width: number; height: number }; seen: { width: number; height: number }; tokens: number; file_bytes: number; base64_bytes: number; costs: { model: string; tokens: number }[]; broken: { profile: string; message: string }[]; metadata: string[] },
  ];
  expect(look.size).toEqual({ width: 1800, height: 3000 });
  await page.getByRole("link", { name: "Image Lab" }).click();
  await expect(page.getByRole("heading", { name: "What does a model see?" })).toBeVisible();
  await drag(page, [photo], "drop");
  await page.getByLabel("Images in the request").fill("25");
  await page.getByLabel("Images in the request").press("Enter");
  const facts = page.getByRole("region", { name: "Facts" });
  const number = (value: number) => value.toLocaleString("en");
  await expect(facts).toContainText(`Size${number(look.size.width)} × ${number(look.size.height)}`);
  await expect(facts).toContainText(`Seen as${number(look.seen.width)} × ${number(look.seen.height)}`);
  await expect(facts).toContainText(`Tokens${number(look.tokens)}`);
  await expect(facts).toContainText(`(${number(look.file_bytes)} bytes)`);
  await expect(facts).toContainText(`(${number(look.base64_bytes)} bytes)`);
  await expect(facts).toContainText("EXIF 6, turned upright");
  for (const kind of look.metadata) await expect(facts).toContainText(kind);
  expect(look.broken.length).toBeGreaterThan(0); // 3000 px is too long for one of 25
  await expect(facts).toContainText(look.broken[0]!.message);
  for (const { model, tokens } of look.costs) await expect(page.getByRole("row", { name: new RegExp(`^${model} `) })).toContainText(number(tokens));
  await expect(page.getByRole("img", { name: "The image as a model sees it" })).toBeVisible();
});

test("it shows where the reader finds text", async ({ fovea: page }) => {
  await page.goto("./lab");
  await expect(page.getByRole("heading", { name: "What does a model see?" })).toBeVisible();
  const label = await (await page.request.get(`${process.env.E2E_URL}/samples/label.png`)).body();
  await drag(page, [file("label.png", label)], "drop");
  await page.getByText("Show where the reader finds text").click();
  await expect(page.getByRole("img", { name: /lines of text found/ })).toBeVisible({ timeout: 45_000 });
  await expect(page.locator(".compare polygon title", { hasText: "FRAGILE" })).toHaveCount(1);
});

test("an image that breaks a limit is shrunk and downloaded, and then passes", async ({ fovea: page }) => {
  await page.goto("./lab");
  await expect(page.getByRole("heading", { name: "What does a model see?" })).toBeVisible();
  await drag(page, [file("large.png", png(1700, 1200, "noise"))], "drop");
  await expect(page.getByText("Breaks a limit of guide-2025")).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Shrink and download" }).click()]);
  const smaller = `${folder}/${download.suggestedFilename()}`;
  await download.saveAs(smaller);
  await drag(page, [smaller], "drop");
  await expect(page.getByText("Passes guide-2025")).toBeVisible();
});

test("what is no image at all is explained", async ({ fovea: page }) => {
  await page.goto("./lab");
  await expect(page.getByRole("heading", { name: "What does a model see?" })).toBeVisible();
  await drag(page, [file("lies.png", "<html>not an image</html>"), file("void.png", "")], "drop");
  await expect(page.getByText("Breaks a limit of guide-2025")).toBeVisible();
  await expect(page.getByText("There is nothing that a model could see")).toBeVisible();
  await page.getByRole("button", { name: /^void.png/ }).click();
  await expect(page.getByRole("region", { name: "Facts" })).toContainText("breaks a limit");
});

test("an image goes on to the chat", async ({ fovea: page }) => {
  await page.goto("./lab");
  await expect(page.getByRole("heading", { name: "What does a model see?" })).toBeVisible();
  await drag(page, [file("on.png", png(90, 60))], "drop");
  await page.getByRole("button", { name: "Ask about it" }).click();
  await expect(page.getByRole("list", { name: "Images to send" }).getByRole("listitem")).toHaveCount(1);
});
