/** The extension's folder loads in Chromium, and its pages may run the engine. */
import { chromium } from "@playwright/test";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

const folder = fileURLToPath(new URL("../../dist/extension", import.meta.url));
/** Chromium names an unpacked extension after its path. */
const id = [...createHash("sha256").update(folder).digest("hex").slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + parseInt(digit, 16)))
    .join("");

test("the popup opens and the engine runs under the extension's policy", async () => {
    const profile = mkdtempSync(join(tmpdir(), "standfirst-"));
    const context = await chromium.launchPersistentContext(profile, {
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        channel: undefined,
        headless: false,
        args: ["--headless=new", "--no-sandbox", `--load-extension=${folder}`],
        ignoreDefaultArgs: ["--disable-extensions"],
    });
    try {
        const page = await context.newPage();
        await page.goto(`chrome-extension://${id}/popup.html`);
        await expect(page.locator("h1")).toHaveText("Standfirst");
        const quotes = await page.evaluate(async () => {
            const { default: init, Engine } = await import(new URL("/pkg/standfirst.js", location.href).href);
            await init();
            const names = await (await fetch("/models/names.bin")).arrayBuffer();
            const text = "“We saw nothing of it,” said Mirela Vantongeren, the mayor of the town.";
            return new Engine(new Uint8Array(names)).analyze({ text }).quotes.length;
        });
        expect(quotes).toBe(1);
    } finally {
        await context.close();
        rmSync(profile, { recursive: true, force: true });
    }
});
