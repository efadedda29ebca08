import { defineConfig } from "@playwright/test";

export const chromium = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};

/** Every journey, in a real browser, against a real server that `e2e/setup.ts` starts on a free port. */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/setup.ts",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  timeout: 120_000,
  // Machines that run this are busy by more than a factor of two at times.
  expect: { timeout: 30_000 },
  // What passes only the second time is told as flaky.
  retries: process.env.CI ? 1 : 0,
  use: {
    browserName: "chromium",
    launchOptions: chromium,
    viewport: { width: 1280, height: 860 },
    locale: "en-US",
    permissions: ["clipboard-read", "clipboard-write"],
    actionTimeout: 30_000,
  },
});
