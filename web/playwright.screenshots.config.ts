import { defineConfig } from "@playwright/test";

import base from "./playwright.config";

/** `npm run screenshots` writes docs/images anew, from the real app with the real reader. */
export default defineConfig({ ...base, testMatch: "screenshots.ts", workers: 1, timeout: 180_000 });
