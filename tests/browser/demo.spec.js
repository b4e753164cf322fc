/** The demo page as a visitor uses it. */
import { cardIsOpen, done, expect, highlights, open, paste, test } from "./demo-page.js";

const ARTICLE = `Ferry line to end in autumn

The ferry between Holm and Great Skerry will stop in October, the county said on Monday. It carried 41,000 passengers in 2023, down 12 percent in a year.

“We are not cutting off an island, we are ending a line that nobody takes in winter,” said Councillor Beatrix Holloway.

Dorian Pell, who runs the only shop on Great Skerry, disagrees. “Nobody asked us,” he said. He expects to lose £20,000 a year.`;

test("the sample opens marked and summed up", async ({ page }) => {
    await open(page);
    const marked = await highlights(page);
    for (const layer of ["person", "organization", "location", "amount", "quote", "claim", "clutter"]) {
        expect(marked[layer], layer).toBeGreaterThan(0);
    }
    const points = page.locator("#summary .sf-points button");
    expect(await points.count()).toBeGreaterThanOrEqual(2);
    await expect(page.locator("#summary .sf-voices .sf-speaker").first()).not.toBeEmpty();
    await expect(page.locator("#summary h2")).toContainText("Harbour town votes");
    const switches = await page.locator("#layers label:visible").evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().top));
    expect(new Set(switches).size, "rows of the legend").toBe(1);
    await page.screenshot({ path: "test-results/sample-light.png", fullPage: true });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.screenshot({ path: "test-results/sample-dark.png", fullPage: true });
});

test("a narrow window shows the summary as a sheet and nothing sticks out", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(excess).toBeLessThanOrEqual(0);
    await expect(page.locator("#summary")).toBeHidden();
    await page.screenshot({ path: "test-results/sample-narrow.png" });
    await page.click("#opener");
    await expect(page.locator("#summary h2")).toBeVisible();
    await page.screenshot({ path: "test-results/sample-narrow-summary.png" });
    await page.locator("#summary .sf-points button").last().click();
    await expect(page.locator("#summary")).toBeHidden();
    expect((await highlights(page)).current).toBe(1);
});

test("painting leaves the article as it was", async ({ page }) => {
    await page.addInitScript(() => {
        addEventListener("DOMContentLoaded", () => {
            /** @type {string[]} */
            const changes = [];
            Object.assign(window, { changes });
            const observer = new MutationObserver((records) => changes.push(...records.map((record) => record.type)));
            const article = /** @type {HTMLElement} */ (document.getElementById("article"));
            observer.observe(article, { subtree: true, childList: true, attributes: true, characterData: true });
        });
    });
    await open(page);
    await page.keyboard.press("n");
    await page.locator("#layers input").first().uncheck();
    expect((await highlights(page)).quote).toBeGreaterThan(0);
    expect(await page.evaluate(() => /** @type {any} */ (window).changes)).toEqual([]);
});

test("pasted text is read", async ({ page }) => {
    await open(page);
    await paste(page, ARTICLE);
    await expect(page.locator("#article h1")).toHaveText("Ferry line to end in autumn");
    await expect(page.locator("#summary h2")).toHaveText("Ferry line to end in autumn");
    const marked = await highlights(page);
    expect(marked.quote).toBeGreaterThan(1);
    expect(marked.amount).toBeGreaterThan(0);
});

test("a mark covers the very words that it names", async ({ page }) => {
    await open(page);
    const words = await page.evaluate(() => [...(CSS.highlights.get("standfirst-amount") ?? [])].map((mark) => {
        const range = new Range();
        range.setStart(mark.startContainer, mark.startOffset);
        range.setEnd(mark.endContainer, mark.endOffset);
        return range.toString();
    }));
    expect(words).toContain("£38 million");
});

test("hostile HTML is harmless", async ({ page, heard }) => {
    await open(page);
    const before = heard.requests.length;
    await paste(page, `<div onclick="window.hit=1"><h1>Quiet <b>headline</b></h1><img src="x" onerror="window.hit=1">
        <script>window.hit=1</script><svg onload="window.hit=1"><a xlink:href="javascript:window.hit=1">x</a></svg>
        <iframe srcdoc="<script>parent.hit=1</script>"></iframe><style>body{display:none}</style>
        <p style="position:fixed;inset:0" id="status">“We saw nothing,” said Mirela Vantongeren. It cost £4 million.</p>
        <a href="javascript:window.hit=1">A link</a><math><mtext><img src=x onerror=window.hit=1></mtext></math>
        <template><img src=x onerror=window.hit=1></template><p hidden>Not to be seen</p></div>`);
    await expect(page.locator("#article")).toContainText("We saw nothing");
    await expect(page.locator("#article")).not.toContainText("Not to be seen");
    const state = await page.evaluate(() => ({
        hit: /** @type {any} */ (window).hit,
        attributes: [...document.querySelectorAll("#article *")].flatMap((element) => [...element.attributes].map(String)),
        tags: document.querySelectorAll("#article :is(script, img, style, iframe, svg, template)").length,
    }));
    expect(state).toEqual({ hit: undefined, attributes: [], tags: 0 });
    expect(heard.requests.slice(before)).toEqual([]);
    // Chromium reports what the policy forbids even of an inert document; anything else stays an error.
    heard.errors = heard.errors.filter((error) => !/^(Executing|Applying) inline .* violates/.test(error));
});

test("files of every kind open by choosing and by dropping", async ({ page }) => {
    await open(page);
    const file = (/** @type {string} */ name, /** @type {string} */ text) => ({ name, mimeType: "", buffer: Buffer.from(text) });
    await page.setInputFiles("#file", file("ferry.md", `# ${ARTICLE.replace("county", "*county*")}`));
    await expect(page.locator("#article h1")).toHaveText("Ferry line to end in autumn");
    await done(page);
    await page.setInputFiles("#file", file("ferry.html", "<title>T</title><article><h1>An HTML file</h1><p>It has one line.</p></article>"));
    await expect(page.locator("#article h1")).toHaveText("An HTML file");
    await done(page);
    await page.evaluate((text) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], "ferry.txt", { type: "text/plain" }));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, ARTICLE);
    await expect(page.locator("#article h1")).toHaveText("Ferry line to end in autumn");
    await done(page);
    await page.setInputFiles("#file", { name: "ferry.png", mimeType: "image/png", buffer: Buffer.from([1, 2, 3]) });
    await expect(page.locator("#status")).toContainText("ferry.png is no text");
});

test("a switch takes its layer off the page and puts it back", async ({ page }) => {
    await open(page);
    const before = await highlights(page);
    const people = page.locator("#layers [data-layer=person]");
    await expect(people.locator(".count")).toHaveText(String(before.person));
    await people.locator("input").uncheck();
    const { person: gone, ...rest } = await highlights(page);
    expect(gone).toBeUndefined();
    expect(rest).toEqual((({ person, ...others }) => others)(before));
    await people.locator("input").check();
    expect(await highlights(page)).toEqual(before);
});

test("the budget slider thins out the claims on the page and in the list at once", async ({ page }) => {
    await open(page);
    const before = await highlights(page);
    const shown = page.locator("#summary .sf-claims > li:visible");
    const worths = await shown.evaluateAll((items) => items.map((item) => Number(item.getAttribute("data-rank"))));
    const most = worths.length;
    expect(most).toBeGreaterThan(2);
    const slider = page.getByRole("slider", { name: "Show at most" });
    await expect(slider).toHaveValue(String(most));
    const legend = page.locator("#layers [data-layer=claim] .count");
    // With the keyboard, one at a time; no second reading is asked for.
    await slider.focus();
    await page.keyboard.press("ArrowLeft");
    await expect(slider).toHaveValue(String(most - 1));
    await expect(shown).toHaveCount(most - 1);
    await expect(legend).toHaveText(String(most - 1));
    const { claim: fewer, ...rest } = await highlights(page);
    expect(fewer).toBeLessThan(before.claim);
    expect(rest).toEqual((({ claim, ...others }) => others)(before));
    await page.keyboard.press("Home");
    await expect(shown).toHaveCount(1);
    await expect(shown).toHaveAttribute("data-rank", "0");
    await page.screenshot({ path: "test-results/budget.png", fullPage: true });
    // The switch for all marks leaves the budget as it is.
    await page.locator("#summary [data-switch]").click();
    await page.locator("#summary [data-switch]").click();
    await expect(legend).toHaveText("1");
    await slider.focus();
    await page.keyboard.press("End");
    await expect(shown).toHaveCount(most);
    expect(await highlights(page)).toEqual(before);
    // Every article starts with all of its claims.
    await page.keyboard.press("Home");
    await page.click("#again");
    await done(page);
    await expect(shown).toHaveCount(most);
    expect(await highlights(page)).toEqual(before);
});

test("every line of the summary goes to its place in the article", async ({ page }) => {
    // A page that is still gliding moves the next line away from under the click.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page);
    const lines = page.locator("#summary .sf-jump");
    const count = await lines.count();
    expect(count).toBeGreaterThan(10);
    for (let at = 0; at < count; at += 1) {
        await lines.nth(at).click();
        const said = (await lines.nth(at).textContent() ?? "").replace("…", "").replace(/\s+/g, " ");
        const place = await page.evaluate(() => {
            const words = [...CSS.highlights.get("standfirst-current") ?? []].map((mark) => {
                const range = new Range();
                range.setStart(mark.startContainer, mark.startOffset);
                range.setEnd(mark.endContainer, mark.endOffset);
                return range.toString();
            });
            return words.join("").replace(/\s+/g, " ");
        });
        expect(place, said).not.toBe("");
        // A name in the list is the fullest one; the place shows how it is first called. The comma that leads on to “said” is left off.
        const bare = (/** @type {string} */ text) => text.replace(/,(?=[”"’'])/g, "");
        if (await lines.nth(at).evaluate((line) => !line.closest(".sf-names"))) expect(bare(place)).toContain(bare(said));
    }
});

test("choosing a speaker dims everyone else", async ({ page }) => {
    await open(page);
    const before = await highlights(page);
    const speaker = page.locator("#summary button.sf-speaker").first();
    await speaker.click();
    await expect(speaker).toHaveAttribute("aria-pressed", "true");
    const chosen = await highlights(page);
    expect(chosen.dim).toBeGreaterThan(0);
    expect(chosen.chosen).toBeGreaterThan(0);
    expect(chosen.person).toBeLessThan(before.person);
    await speaker.click();
    expect(await highlights(page)).toEqual(before);
});

test("the keyboard walks through the marks and Escape puts the card away", async ({ page }) => {
    await open(page);
    await page.keyboard.press("n");
    expect(await cardIsOpen(page)).toBe(true);
    const place = () => page.evaluate(() => {
        const [mark] = CSS.highlights.get("standfirst-current") ?? [];
        return mark ? `${mark.startContainer.textContent?.slice(0, 20)} ${mark.startOffset}-${mark.endOffset}` : "";
    });
    const first = await place();
    await page.keyboard.press("n");
    const second = await place();
    expect(second).not.toBe(first);
    await page.keyboard.press("p");
    expect(await place()).toBe(first);
    await page.keyboard.press("Escape");
    expect(await cardIsOpen(page)).toBe(false);
    expect(await place()).toBe("");
    // Letters in a box are letters.
    await page.click("#paste");
    await page.keyboard.type("n");
    expect(await cardIsOpen(page)).toBe(false);
    await page.keyboard.press("Escape");
});

test("the card opens under the pointer and closes when it leaves", async ({ page }) => {
    await open(page);
    const box = await page.evaluate(() => {
        const [mark] = CSS.highlights.get("standfirst-amount") ?? [];
        const range = new Range();
        range.setStart(mark.startContainer, mark.startOffset);
        range.setEnd(mark.endContainer, mark.endOffset);
        const { left, top, width, height } = range.getClientRects()[0];
        return { x: left + width / 2, y: top + height / 2 };
    });
    await page.mouse.move(box.x, box.y);
    await expect.poll(() => cardIsOpen(page)).toBe(true);
    await page.screenshot({ path: "test-results/card.png" });
    await page.mouse.move(5, 5);
    await expect.poll(() => cardIsOpen(page)).toBe(false);
});

test("a tap opens the card at the foot of a narrow window, off its own words", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 700 });
    await open(page);
    const quote = await page.evaluate(() => {
        const [mark] = [...(CSS.highlights.get("standfirst-quote") ?? [])];
        const { left, top, height } = /** @type {Element} */ (mark.startContainer.parentElement).getBoundingClientRect();
        scrollBy({ top: top - innerHeight * 0.8, behavior: "instant" });
        return { x: left + 30, y: innerHeight * 0.8 + Math.min(height, 12) };
    });
    await page.mouse.click(quote.x, quote.y);
    // The pointer still rests where it clicked; that must not close the card again.
    await page.waitForTimeout(400);
    expect(await cardIsOpen(page)).toBe(true);
    await page.screenshot({ path: "test-results/card-narrow.png" });
    const clear = await page.evaluate(() => {
        const card = /** @type {Element} */ (document.querySelector("[data-standfirst-card]")).getBoundingClientRect();
        const [mark] = CSS.highlights.get("standfirst-current") ?? [];
        const range = new Range();
        range.setStart(mark.startContainer, mark.startOffset);
        range.setEnd(mark.endContainer, mark.endOffset);
        return { docked: card.bottom === innerHeight && card.width === innerWidth, words: range.getClientRects()[0].bottom < card.top };
    });
    expect(clear).toEqual({ docked: true, words: true });
});

test("nothing leaves the page once it has loaded", async ({ page, heard }) => {
    await open(page);
    const before = heard.requests.length;
    expect(heard.requests.every((url) => url.startsWith("http://127.0.0.1:"))).toBe(true);
    await paste(page, ARTICLE);
    await page.keyboard.press("n");
    await page.locator("#layers input").first().uncheck();
    await page.click("#again");
    await done(page);
    expect(heard.requests.slice(before)).toEqual([]);
});
