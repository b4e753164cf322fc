/** What nobody should paste, and somebody does: a clear message or a sane analysis, never an error. */
import { expect, highlights, open, paste, test } from "./demo-page.js";

/** @type {[string, string, RegExp | null][]} name, text, what the page says (null: whatever it likes) */
const INPUTS = [
    ["nothing", "", /nothing to read/],
    ["white space", " \n\t\u00a0\n ", /nothing to read/],
    ["one word", "Fire", null],
    ["lone surrogates", "\ud800 He \udc00said “yes\ud83d” to Mirela Vantongeren. \udfff It cost £4 million in May 2021.", null],
    ["NUL", "A\0B said \0“no” to £4 million.\0", null],
    ["Chinese", "市议会星期二以九票对四票通过决议，回购自来水厂。市长说：“我们不是轻率作出这个决定的。”".repeat(5), null],
    ["Arabic", "صوّت مجلس المدينة يوم الثلاثاء على شراء محطة المياه. وقالت العمدة: «لم نتخذ هذا القرار باستخفاف».\n\n".repeat(5), null],
    ["100,000 quotation marks", "“".repeat(50_000) + "”".repeat(50_000), null],
    ["straight quotation marks", '" '.repeat(50_000), null],
    ["a tag that never ends", `<p ${"a".repeat(50_000)}`, null],
    ["deep nesting", "<div>".repeat(20_000) + "Deep down, said Mirela Vantongeren.", null],
];

for (const [name, text, says] of INPUTS) {
    test(`${name}`, async ({ page }) => {
        await open(page);
        await paste(page, text);
        if (says) await expect(page.locator("#status")).toContainText(says);
        await expect(page.locator("#status")).not.toContainText(/undefined|RuntimeError|unreachable|\[object/);
        // The engine still answers.
        await page.click("#again");
        await expect.poll(async () => (await highlights(page)).quote ?? 0).toBeGreaterThan(0);
    });
}

test("a line of 10 MB is read as far as is sane, and the page says so", async ({ page }) => {
    test.slow();
    await open(page);
    const line = "The council paid £38 million to Mirela Vantongeren on Tuesday, she said. ".repeat(140_000);
    expect(line.length).toBeGreaterThan(10_000_000);
    await page.setInputFiles("#file", { name: "long.txt", mimeType: "text/plain", buffer: Buffer.from(line) });
    await expect(page.locator("#status")).toContainText("Only the first 1,000,000 characters");
    expect((await highlights(page)).amount).toBeGreaterThan(1000);
});

test("offsets agree after lone surrogates", async ({ page }) => {
    await open(page);
    await paste(page, "\ud800\udc00\ud800 The town paid £38 million in May, \udc00 the mayor said on Tuesday. It borrowed £12 million.");
    const words = await page.evaluate(() => [...(CSS.highlights.get("standfirst-amount") ?? [])].map((mark) =>
        mark.startContainer.textContent?.slice(mark.startOffset, mark.endOffset)));
    expect(words).toEqual(["£38 million", "£12 million"]);
});
