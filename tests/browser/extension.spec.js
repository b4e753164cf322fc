/** A real click on the toolbar button marks an article, whatever the page's own policy allows, and opens the popup on it. */
import { test } from "@playwright/test";
import { launch, marked } from "./chromium-extension.js";
import { POLICIES, open } from "./newsroom.js";

for (const policy of Object.keys(POLICIES)) {
    test(`click to marks: ${policy}`, async () => {
        const site = await open();
        const chromium = await launch();
        try {
            const page = chromium.context.pages()[0];
            await page.goto(`${site.url}policy/${policy}`);
            await chromium.click(page);
            await marked(page);
            await chromium.opened();
        } finally {
            await chromium.close();
            site.close();
        }
    });
}
