/** Chromium of the system over `dist/demo`, which `cargo xtask build` makes. */
import { defineConfig } from "@playwright/test";
import { existsSync } from "node:fs";

const PORT = Number(process.env.PORT ?? 8317);
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
    testDir: ".",
    testMatch: "*.spec.js",
    timeout: 120_000,
    expect: { timeout: 30_000 },
    workers: 1,
    // A browser on a busy machine loses an event once in some thousand tests; what passes at the second try only is listed as flaky.
    retries: 1,
    reporter: [["list"]],
    outputDir: "test-results",
    use: {
        baseURL: `http://127.0.0.1:${PORT}/`,
        viewport: { width: 1280, height: 900 },
        launchOptions: { executablePath: existsSync(chromium) ? chromium : undefined, args: ["--no-sandbox"] },
        // Requests of a service worker do not pass the page's routes; offline.spec.js asks for one itself.
        serviceWorkers: "block",
    },
    webServer: { command: `node serve.mjs ${PORT}`, port: PORT, reuseExistingServer: false },
});
