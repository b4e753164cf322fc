/**
 * The pictures of the store listing, 1280 by 800 as the stores want them: an article that the toolbar button has had marked, the
 * popup beside it as the browser would place it, and the settings page. Every run takes them; they are written into
 * `extension/store/` only with `UPDATE_SCREENSHOTS=1`, for no two machines draw letters quite alike.
 */
import { expect, test } from "@playwright/test";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch, messages } from "./chromium-extension.js";
import { open } from "./newsroom.js";

const store = fileURLToPath(new URL("../../extension/store/", import.meta.url));
/** Bytes; a picture above it has no place in the repository. */
const LARGEST = 300_000;
const SIZE = { width: 1280, height: 800 };
/** As wide as Chromium makes it, with its scroll bar. */
const POPUP = { width: 415, height: 600 };

for (const language of ["en", "de"]) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
        test(`store pictures: ${language}, ${colorScheme}`, async () => {
            const site = await open();
            const chromium = await launch({ words: messages(language) });
            try {
                const article = chromium.context.pages()[0];
                await article.emulateMedia({ colorScheme });
                await article.goto(`${site.url}article/3`);
                await article.addStyleTag({ content: `:root { color-scheme: light dark } body { margin-inline-start: 6rem !important }` });
                await chromium.click(article);
                await expect.poll(() => article.evaluate(() => CSS.highlights.get("standfirst-quote")?.size ?? 0)).toBeGreaterThan(0);
                const popup = await chromium.view(article, "popup.html", POPUP, "https://news.example/ferry");
                await popup.emulateMedia({ colorScheme });
                await expect(popup.locator(".sf-points button").first()).toBeVisible();
                await expect(popup.locator("#always")).toBeVisible();
                const picture = (await popup.screenshot()).toString("base64");
                await article.bringToFront();
                const page = (await article.screenshot()).toString("base64");
                const sheet = await chromium.context.newPage();
                await sheet.setViewportSize(SIZE);
                await sheet.setContent(`<body style="margin:0"><img src="data:image/png;base64,${page}"><img src="data:image/png;base64,${picture}"
                    style="position:fixed;top:12px;right:24px;border-radius:10px;box-shadow:0 0 0 1px #8885, 0 8px 40px #0008">`);
                await keep(await sheet.screenshot(), `${language}-popup-${colorScheme}.png`);
                if (colorScheme === "dark") return;
                const options = await chromium.view(article, "options.html", SIZE);
                await expect(options.locator("#shortcuts dt").first()).toBeVisible();
                await keep(await options.screenshot(), `${language}-settings.png`);
            } finally {
                await chromium.close();
                site.close();
            }
        });
    }
}

/** @param {Buffer} picture @param {string} name */
async function keep(picture, name) {
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([SIZE.width, SIZE.height]);
    expect(picture.length).toBeLessThan(LARGEST);
    if (!process.env.UPDATE_SCREENSHOTS) return;
    mkdirSync(store, { recursive: true });
    writeFileSync(`${store}${name}`, picture);
}
