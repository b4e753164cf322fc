/**
 * The picture in the README: the demo page on its sample, with the card of a quotation. Every run takes it; it is written to
 * `docs/demo.png` only with `UPDATE_SCREENSHOTS=1`, for no two machines draw letters quite alike.
 */
import { writeFileSync } from "node:fs";
import { expect, open, test } from "./demo-page.js";
import { card } from "./live-page.js";

/** Bytes; a picture above it has no place in the repository. */
const LARGEST = 300_000;

test("picture of the demo", async ({ page }) => {
    await open(page);
    await expect(page.locator("[data-standfirst-ticks]")).toBeVisible();
    // The last line of the second quotation: the card then stands below all of it.
    const { x, y } = await page.evaluate(() => {
        const mark = [...(CSS.highlights.get("standfirst-quote") ?? [])][1];
        const range = new Range();
        range.setStart(mark.startContainer, mark.startOffset);
        range.setEnd(mark.endContainer, mark.endOffset);
        const { left, top, height } = [...range.getClientRects()].at(-1) ?? new DOMRect();
        return { x: left + 60, y: top + height / 2 };
    });
    await page.mouse.move(x, y);
    await expect.poll(async () => (await card(page)).text).toMatch(/Quotation.*Ingrid Tolliver/);
    const picture = await page.screenshot();
    expect(picture.length).toBeLessThan(LARGEST);
    if (process.env.UPDATE_SCREENSHOTS) writeFileSync(new URL("../../docs/demo.png", import.meta.url), picture);
});
