/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.FOVEA_URL ?? "http://127.0.0.1:8765";

export default defineConfig({
  // Relative, so that the app works under whatever path a proxy puts in front of it.
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../src/fovea/_ui",
    emptyOutDir: true,
    target: "es2022",
    // A data: URL for a font or an icon would need a wider CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        // The licences that the bundle's parts ask to be shipped stay in its comments.
        comments: { legal: true },
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/v1": server, "/fovea/v1": server } },
  test: { include: ["src/**/*.test.ts", "tests/**/*.test.ts"], environment: "node" },
});
