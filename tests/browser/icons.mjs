/** Draws the extension's icons, `extension/icons/*.png`, from `icon.svg` beside them. `node icons.mjs` */
import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../../extension/icons/", import.meta.url);
const svg = readFileSync(new URL("icon.svg", folder), "utf8");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage();
for (const size of [16, 32, 48, 128]) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    await page.screenshot({ path: fileURLToPath(new URL(`${size}.png`, folder)), omitBackground: true });
}
await browser.close();
