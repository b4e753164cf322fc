/** Where the demo can live: in any folder of a static host, and without a network after the first visit. */
import { done, expect, highlights, test } from "./demo-page.js";

test.use({ serviceWorkers: "allow" });

test("opens in a folder of a host, and offline after the first visit", async ({ page, context }) => {
    await page.goto("./some/folder/");
    await done(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.reload();
    await done(page);
    expect((await highlights(page)).quote).toBeGreaterThan(0);
});

test("an engine that cannot be loaded is said in words", async ({ page, heard }) => {
    await page.route("**/models/names.bin", (route) => route.fulfill({ status: 404 }));
    await page.goto("./");
    await expect(page.locator("#status")).toHaveText("models/names.bin could not be loaded (404)");
    await page.unroute("**/models/names.bin");
    await page.click("#again");
    await done(page);
    expect((await highlights(page)).quote).toBeGreaterThan(0);
    heard.errors = heard.errors.filter((error) => !error.startsWith("Failed to load resource"));
});
