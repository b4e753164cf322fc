/** After the first visit the demo needs no network. */
import { done, expect, highlights, test } from "./demo-page.js";

test.use({ serviceWorkers: "allow" });

test("opens offline after the first visit", async ({ page, context }) => {
    await page.goto("./");
    await done(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.reload();
    await done(page);
    expect((await highlights(page)).quote).toBeGreaterThan(0);
});
