import { createServer, request as forward, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { answers, ask, expect, pick, question, test, tiles, useModel } from "./fixtures";
import { fovea, serve } from "./fovea";
import { file, png } from "./pictures";
import { config } from "./setup";

test("the app is served with a strict policy, and its files by their hashes", async ({ request }) => {
  const url = process.env.E2E_URL!;
  const page = await request.get(`${url}/`);
  const headers = page.headers();
  expect(headers["content-security-policy"]).toContain("default-src 'self'");
  expect(headers["content-security-policy"]).not.toContain("unsafe");
  expect(headers["cache-control"]).toBe("no-cache");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(await page.text())![1]!;
  const asset = await request.get(`${url}/${script}`);
  expect(asset.headers()["cache-control"]).toContain("immutable");
  expect((await request.get(`${url}/assets/../../pyproject.toml`)).status()).toBe(404);
});

test("behind a proxy that adds a path, everything works as at the root", async ({ page }) => {
  const target = new URL(process.env.E2E_URL!);
  const proxy: Server = createServer((request, response) => {
    if (!request.url!.startsWith("/vision/")) return void response.writeHead(404).end();
    const onward = forward({ host: target.hostname, port: target.port, method: request.method, path: request.url!.slice("/vision".length), headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  try {
    await page.goto(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}/vision/workbench`);
    await expect(page.getByRole("region", { name: "User block 1" })).toBeVisible();
    await page.getByRole("link", { name: "Chat", exact: true }).click();
    await useModel(page, "echo");
    await ask(page, "Through the proxy");
    await expect(answers(page)).toContainText("Through the proxy");
    await page.reload();
    await expect(answers(page)).toContainText("Through the proxy");
  } finally {
    proxy.close();
    proxy.closeAllConnections();
  }
});

test("with keys, a key becomes a session that scripts cannot read; it ends when the key is revoked, and nothing typed is lost", async ({ page, context }) => {
  test.setTimeout(120_000);
  const server = await serve('[models.echo]\nengine = "echo"\n', { FOVEA_KEYS_REQUIRED: "true" });
  try {
    const made = await fovea(["keys", "create", "browser", "--json"], server.home);
    const key = /fovea-[0-9a-f]{12}-[A-Za-z0-9_-]{43}/.exec(made)![0];
    await page.goto(server.url);
    await page.getByLabel("Key", { exact: true }).fill("fovea-000000000000-wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toContainText("The server does not know this key.");
    await page.getByLabel("Key", { exact: true }).fill(key);
    await page.getByRole("button", { name: "Sign in" }).click();
    await ask(page, "Signed in");
    await expect(answers(page)).toContainText("Signed in");
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: "fovea_session", httpOnly: true, sameSite: "Strict" });
    expect(cookie!.value).not.toContain(key.slice("fovea-000000000000-".length)); // which may begin with a hyphen
    expect(await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage }))).not.toContain("fovea-");
    // The cookie alone does not let another site's page in.
    const foreign = await context.request.post(`${server.url}/v1/messages`, { headers: { "sec-fetch-site": "cross-site", origin: "https://evil.example" }, data: {} });
    expect(foreign.status()).toBe(403);
    await fovea(["keys", "revoke", key.split("-")[1]!], server.home);
    const signIn = page.getByRole("heading", { name: "Sign in" });
    await pick(page, [file("kept.png", png(60, 40))]);
    await expect(signIn).toBeVisible();
    const another = /fovea-[0-9a-f]{12}-[A-Za-z0-9_-]{43}/.exec(await fovea(["keys", "create", "another", "--json"], server.home))![0];
    await page.getByLabel("Key", { exact: true }).fill(another);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(signIn).toBeHidden();
    await tiles(page).getByRole("button", { name: "Try again" }).click();
    await ask(page, "With its picture");
    await expect(answers(page).last()).toContainText("1 pictures in all");
    await fovea(["keys", "revoke", another.split("-")[1]!], server.home);
    await ask(page, "Do not lose me");
    await expect(signIn).toBeVisible();
    await expect(page.getByRole("heading", { name: "Do not lose me" })).toBeAttached();
  } finally {
    await server.stop();
  }
});

test("a part of the app that cannot be fetched is named, and the rest of the page stays", async ({ page }) => {
  await page.goto("./");
  await question(page).fill("Still being written");
  await page.route(/WorkbenchPage/, (route) => route.abort());
  await page.getByRole("link", { name: "Workbench" }).click();
  await expect(page.getByRole("alert")).toContainText("This part of the app could not be fetched.");
  await page.unroute(/WorkbenchPage/);
  await page.getByRole("button", { name: "Load the page again" }).click();
  await expect(page.getByRole("region", { name: "User block 1" })).toBeVisible();
  await page.getByRole("link", { name: "Chat", exact: true }).click();
  await expect(question(page)).toHaveValue("Still being written");
});

test("a server that dies mid-answer, and one that is not there, are told apart from a refusal; a new one goes on", async ({ page }) => {
  test.setTimeout(120_000);
  const settings = config(process.env.E2E_UPSTREAM!).replace(/\[models.reader\][\s\S]*?\n(?=\[)/, "").replace(/\[aliases\][\s\S]*/, "");
  const first = await serve(settings);
  await page.goto(first.url);
  await useModel(page, "scripted");
  await ask(page, "Count slowly for the crash");
  await expect(answers(page)).toContainText("word 3");
  first.kill();
  await expect(page.getByRole("alert")).toContainText("The connection broke off before the answer was complete. What had arrived is kept.");
  await expect(answers(page)).toContainText("word 3");
  await ask(page, "Anybody there?");
  await expect(page.getByRole("alert").last()).toContainText("The Fovea server does not answer.");
  const second = await serve(settings, { FOVEA_HOME: first.home }, Number(new URL(first.url).port));
  try {
    await page.getByRole("button", { name: "Try again" }).last().click();
    await expect(answers(page).last()).toContainText("You said: Anybody there?");
  } finally {
    await second.stop();
    await first.stop();
  }
});
