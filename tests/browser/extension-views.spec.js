/** What the reader sees of the extension: popup, side panel and settings page, on a page that the toolbar button has had marked. */
import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { launch, messages } from "./chromium-extension.js";
import { open } from "./newsroom.js";

/**
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {Awaited<ReturnType<typeof launch>>} Chromium
 * @typedef {{ chromium: Chromium, article: Page, popup(): Promise<Page>, panel(): Promise<Page>, options(): Promise<Page> }} Desk
 */

/**
 * Runs `act` on an article that has been marked.
 * @param {(desk: Desk) => Promise<void>} act
 * @param {import("./chromium-extension.js").Messages} [words]
 */
async function marked(act, words) {
    const site = await open();
    const chromium = await launch({ words });
    try {
        const article = chromium.context.pages()[0];
        await article.goto(`${site.url}article/3`);
        await chromium.click(article);
        await expect.poll(() => marks(article, "quote")).toBeGreaterThan(0);
        await act({
            chromium,
            article,
            popup: () => chromium.view(article, "popup.html"),
            panel: () => chromium.view(article, "panel.html", { width: 320, height: 800 }),
            options: () => chromium.view(article, "options.html", { width: 900, height: 900 }),
        });
    } finally {
        await chromium.close();
        site.close();
    }
}

/**
 * How many marks of a layer the page shows.
 * @param {Page} page
 * @param {string} layer
 */
const marks = (page, layer) => page.evaluate((layer) => CSS.highlights.get(`standfirst-${layer}`)?.size ?? 0, layer);

/** What is kept in the synchronised storage. @param {Page} page one of the extension's @returns {Promise<Record<string, any>>} */
const kept = (page) => page.evaluate(() => chrome.storage.sync.get());

/** @param {Page} options @param {string} content of the file */
const importFile = (options, content) =>
    options.locator("#file").setInputFiles({ name: "settings.json", mimeType: "application/json", buffer: Buffer.from(content) });

test("popup and side panel show one summary, and filters reach the page and each other", () =>
    marked(async ({ article, popup, panel }) => {
        const [small, large] = [await popup(), await panel()];
        for (const page of [small, large]) await expect(page.locator(".sf-points button").first()).toBeVisible();
        expect(await large.locator("#summary").innerText()).toBe(await small.locator("#summary").innerText());
        await expect(small.locator(".sf-title")).toHaveText("Ferry line 3 to end in autumn");

        const quotes = (/** @type {Page} */ page) => page.locator("[data-layer=quote]");
        await quotes(small).click();
        await expect.poll(() => marks(article, "quote")).toBe(0);
        await expect(quotes(large)).toHaveAttribute("aria-pressed", "false");
        expect(await marks(article, "person")).toBeGreaterThan(0);
        await quotes(large).click();
        await expect.poll(() => marks(article, "quote")).toBeGreaterThan(0);
        await expect(quotes(small)).toHaveAttribute("aria-pressed", "true");

        const person = small.locator(".sf-person", { hasText: "Marit Haldorsen" });
        await person.click();
        await expect.poll(() => marks(article, "chosen")).toBeGreaterThan(0);
        await expect(large.locator(".sf-person", { hasText: "Marit Haldorsen" })).toHaveAttribute("aria-pressed", "true");
        await person.click();
        await expect.poll(() => marks(article, "chosen")).toBe(0);
    }));

test("a line leads to its place on the page", () =>
    marked(async ({ article, popup }) => {
        await article.setViewportSize({ width: 600, height: 200 });
        const page = await popup();
        await page.locator(".sf-claims .sf-jump").last().click();
        await expect.poll(() => article.evaluate(() => scrollY)).toBeGreaterThan(0);
        const words = await page.locator(".sf-claims .sf-jump").last().innerText();
        const shown = await article.evaluate(() =>
            [...(CSS.highlights.get("standfirst-current") ?? [])].map(({ startContainer, startOffset, endContainer, endOffset }) => {
                const range = document.createRange();
                range.setStart(startContainer, startOffset);
                range.setEnd(endContainer, endOffset);
                return String(range);
            }).join(""));
        expect(shown).toBe(words);
    }));

test("marks go off and on again with one switch", () =>
    marked(async ({ article, popup }) => {
        const page = await popup();
        await page.locator("[data-switch]").click();
        await expect.poll(() => article.evaluate(() => [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0))).toBe(0);
        await page.reload();
        await expect(page.locator("[data-switch]")).toHaveAttribute("aria-pressed", "false");
        await page.locator("[data-switch]").click();
        await expect.poll(() => marks(article, "person")).toBeGreaterThan(0);
    }));

test("a reading is exported as text and as JSON", () =>
    marked(async ({ popup }) => {
        const page = await popup();
        const saved = async (/** @type {string} */ kind) => {
            const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-save=${kind}]`).click()]);
            return { name: download.suggestedFilename(), content: readFileSync(await download.path(), "utf8") };
        };
        const json = await saved("json");
        expect(json.name).toBe("ferry-line-3-to-end-in-autumn.json");
        const { text, entities } = JSON.parse(json.content);
        expect(text).toContain("Norrvik");
        expect(entities.map((/** @type {{ name: string }} */ { name }) => name)).toContain("Marit Haldorsen");
        expect((await saved("text")).content).toContain("Marit Haldorsen");
        expect(Object.keys(await kept(page))).toEqual([]);
    }));

test("settings are kept at once and reach a page that is marked", () =>
    marked(async ({ chromium, article, options, popup }) => {
        const page = await options();
        await page.getByRole("checkbox", { name: "Quotations", exact: true }).uncheck();
        await expect.poll(() => marks(article, "quote")).toBe(0);
        await page.getByRole("radio", { name: "Stronger colours" }).check();
        await page.getByRole("checkbox", { name: /^Underline only/ }).check();
        const slider = page.getByRole("slider", { name: /share of the sentences/ });
        await slider.focus();
        for (let step = 0; step < 25; step++) await page.keyboard.press("ArrowLeft");
        await expect(page.locator("#budget-words")).toHaveText("0%");
        await expect.poll(() => kept(page)).toMatchObject({ claimBudget: 0, palette: "strong", underlineOnly: true, layers: { quote: false, person: true } });
        const look = () => article.evaluate(() => {
            const style = getComputedStyle(document.body, "::highlight(standfirst-quote)");
            return [style.backgroundColor, style.textDecorationStyle];
        });
        await expect.poll(look).toEqual(["rgba(0, 0, 0, 0)", "double"]);
        await expect(page.locator("#shortcuts-note")).toContainText("chrome://extensions/shortcuts");
        await page.reload();
        await expect(page.getByRole("checkbox", { name: "Quotations", exact: true })).not.toBeChecked();
        await expect(page.getByRole("radio", { name: "Stronger colours" })).toBeChecked();
        await expect(slider).toHaveValue("0");

        await article.reload();
        await chromium.click(article);
        const small = await popup();
        await expect(small.locator(".sf-points button").first()).toBeVisible();
        await expect(small.locator(".sf-claims")).toHaveCount(0);
        await expect(small.locator("[data-layer=quote]")).toHaveAttribute("aria-pressed", "false");
        expect(await marks(article, "quote")).toBe(0);

        await page.getByRole("button", { name: "Back to defaults" }).click();
        await expect.poll(() => kept(page)).toMatchObject({ claimBudget: 0.25, palette: "standard", underlineOnly: false, layers: { quote: true } });
        await expect.poll(async () => (await look())[1]).not.toBe("double");
        await expect.poll(() => marks(article, "quote")).toBeGreaterThan(0);
    }));

test("another claim budget reaches a marked page and its summary at once, and marks that are off stay off", () =>
    marked(async ({ article, options, popup }) => {
        const small = await popup();
        await expect(small.locator(".sf-claims")).toHaveCount(1);
        expect(await marks(article, "claim")).toBeGreaterThan(0);
        const page = await options();
        const slider = page.getByRole("slider", { name: /share of the sentences/ });
        await slider.fill("0");
        await expect.poll(() => marks(article, "claim")).toBe(0);
        await expect(small.locator(".sf-claims")).toHaveCount(0);
        await expect.poll(() => marks(article, "person")).toBeGreaterThan(0);
        await small.locator("[data-switch]").click();
        await expect.poll(() => marks(article, "person")).toBe(0);
        await slider.fill("25");
        await expect(small.locator(".sf-claims")).toHaveCount(1);
        expect(await marks(article, "person")).toBe(0);
        await small.locator("[data-switch]").click();
        await expect.poll(() => marks(article, "claim")).toBeGreaterThan(0);
    }));

test("a button reads the page again, all of it after a selection", () =>
    marked(async ({ chromium, article, panel }) => {
        const page = await panel();
        const all = await marks(article, "person");
        await article.locator("article p").nth(1).selectText();
        await chromium.worker().evaluate(async (url) => {
            const [{ id }] = await chrome.tabs.query({ url });
            /** @type {any} */ (chrome.contextMenus.onClicked).dispatch({ menuItemId: "selection" }, { id });
        }, article.url());
        await expect.poll(() => marks(article, "person")).toBeLessThan(all);
        await page.getByRole("button", { name: "Read again" }).click();
        await expect.poll(() => marks(article, "person")).toBe(all);
    }));

test("the settings page shows how marks look, in whichever look is chosen", () =>
    marked(async ({ options }) => {
        const page = await options();
        const samples = () => page.evaluate(() => ["person", "organization", "location", "other", "when", "amount", "quote", "claim"]
            .map((layer) => [...(CSS.highlights.get(`standfirst-${layer}`) ?? [])].map(({ startContainer }) => startContainer.textContent).join()));
        await expect.poll(samples).toEqual(["People", "Organisations", "Places", "Others", "Dates", "Amounts", "Quotations", "Worth checking"]);
        const thickness = () => page.evaluate(() => getComputedStyle(document.body, "::highlight(standfirst-person)").textDecorationThickness);
        await expect.poll(thickness).toBe("2px");
        await page.getByRole("radio", { name: "Stronger colours" }).check();
        await expect.poll(thickness).toBe("3px");
        await page.reload();
        await expect.poll(thickness).toBe("3px");
    }));

test("the browser's own side panel opens from the popup, on the page in front", () =>
    marked(async ({ chromium, article, popup }) => {
        await (await popup()).getByRole("button", { name: "Side panel" }).click();
        const panels = async () => (await chromium.targets("page")).filter(({ url }) => url.endsWith("/panel.html"));
        await expect.poll(async () => (await panels()).length).toBe(1);
        await article.bringToFront();
        const { send } = await chromium.attach((await panels())[0].targetId);
        const inPanel = async (/** @type {string} */ expression) => (await send("Runtime.evaluate", { expression })).result.value;
        await expect.poll(() => inPanel("document.querySelector('.sf-title')?.textContent")).toBe("Ferry line 3 to end in autumn");
        await inPanel("document.querySelector('[data-layer=quote]').click()");
        await expect.poll(() => marks(article, "quote")).toBe(0);
    }));

test("settings travel in a file, and a bad file changes nothing", () =>
    marked(async ({ options }) => {
        const page = await options();
        await page.getByRole("radio", { name: "No colours" }).check();
        await page.getByRole("checkbox", { name: "Dates" }).uncheck();
        await expect.poll(() => kept(page)).toMatchObject({ palette: "grey", layers: { when: false } });
        const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save to a file" }).click()]);
        const file = readFileSync(await download.path(), "utf8");
        const before = await kept(page);
        const status = page.locator("#status");
        for (const [content, error] of [
            ["not JSON at all", "holds no settings"],
            ["[1, 2]", "holds no settings"],
            ['{"colour": "red"}', "holds no settings"],
            ['{"palette": "strong", "claimBudget": 7}', "“claimBudget” does not fit"],
            ['{"palette": "neon"}', "“palette” does not fit"],
            ['{"layers": {"person": "yes"}}', "“layers” does not fit"],
            ['{"layers": {"toString": true}}', "“layers” does not fit"],
            ['{"sites": ["javascript:alert(1)"]}', "“sites” does not fit"],
        ]) {
            await importFile(page, content);
            await expect(status).toContainText(error);
            expect(await kept(page)).toEqual(before);
        }
        await page.getByRole("button", { name: "Back to defaults" }).click();
        await expect(page.getByRole("checkbox", { name: "Dates" })).toBeChecked();
        await importFile(page, file);
        await expect(status).toContainText("have been loaded");
        await expect(page.getByRole("checkbox", { name: "Dates" })).not.toBeChecked();
        await expect(page.getByRole("radio", { name: "No colours" })).toBeChecked();
        // What a file leaves out stays as it is; a site in it has no permission yet.
        await importFile(page, '{"layers": {"amount": false}, "sites": ["news.example"], "later": 1}');
        await expect.poll(() => kept(page)).toMatchObject({ palette: "grey", layers: { when: false, amount: false }, sites: ["news.example"] });
        await expect(page.getByRole("button", { name: "Allow on this computer: news.example" })).toBeVisible();
        await page.getByRole("button", { name: "Remove: news.example" }).click();
        await expect(page.locator("#sites li")).toHaveCount(0);
        await expect(page.locator("#host")).toBeFocused();
    }));

test("a storage that refuses is told of", () =>
    marked(async ({ options }) => {
        const page = await options();
        await page.evaluate(() => {
            chrome.storage.sync.set = async () => {
                throw new Error("MAX_WRITE_OPERATIONS_PER_MINUTE");
            };
        });
        await page.getByRole("checkbox", { name: "Dates" }).uncheck();
        await expect(page.locator("#status")).toContainText("could not keep");
    }));

test("where nothing can run, the popup says why", async () => {
    const chromium = await launch();
    try {
        const browser = chromium.context.pages()[0];
        await browser.goto("chrome://version");
        await chromium.click(browser);
        const [{ targetId }] = await chromium.opened();
        const { send } = await chromium.attach(targetId);
        const said = { expression: "document.querySelector('#status')?.textContent", returnByValue: true };
        await expect.poll(async () => (await send("Runtime.evaluate", said)).result.value).toContain("Standfirst cannot read this page.");
        const page = await chromium.view(browser, "popup.html");
        await expect(page.locator("#status")).toContainText("Standfirst cannot read this page.");
        await expect(page.locator("#status")).toContainText("own pages");
        await expect(page.locator("#always")).toHaveCount(0);
        await expect(page.locator("#summary")).toBeEmpty();
        const panel = await chromium.view(browser, "panel.html");
        await expect(panel.locator("#status")).toContainText("Press the Standfirst button");
        const pdf = await chromium.view(browser, "popup.html", undefined, "https://paper.example/Report.PDF");
        await expect(pdf.locator("#status")).toContainText("This is a PDF");
    } finally {
        await chromium.close();
    }
});

test("everything can be reached and named by keyboard", () =>
    marked(async ({ popup, options }) => {
        for (const page of [await popup(), await options()]) {
            await expect(page.locator(".sf-points button, #shortcuts dt").first()).toBeVisible();
            const wanted = await page.locator("button:visible, input:visible:not([type=radio])").count();
            /** @type {Set<string>} */
            const reached = new Set();
            for (let step = 0; step < wanted + 5; step++) {
                await page.keyboard.press("Tab");
                const at = await page.evaluate(() => {
                    const element = document.activeElement;
                    if (!element || element === document.body || element.matches("main, [type=radio]")) return "";
                    const outline = getComputedStyle(element).outlineStyle;
                    const all = [...document.querySelectorAll("button, input")];
                    const name = element.getAttribute("aria-label") || element.closest("label")?.textContent || element.textContent;
                    return `${all.indexOf(element)} ${outline !== "none"} ${Boolean(name?.trim())}`;
                });
                if (at) reached.add(at);
            }
            expect(reached.size).toBe(wanted);
            const order = [...reached].map((at) => Number(at.split(" ")[0]));
            expect(order).toEqual([...order].sort((a, b) => a - b));
            for (const at of reached) expect(at).toMatch(/ true true$/);
        }
    }));

test("German has every word that English has, and no other", () => {
    const [english, german] = [messages("en"), messages("de")];
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
    const holes = (/** @type {string} */ words) => words.match(/\$\w+\$|#/g) ?? [];
    for (const [key, { message }] of Object.entries(german)) {
        expect(message.trim(), key).not.toBe("");
        expect(holes(message), key).toEqual(holes(english[key].message));
        expect(Object.keys(german[key].placeholders ?? {}), key).toEqual(Object.keys(english[key].placeholders ?? {}));
    }
    expect([english, german].map(({ description }) => description.message.length > 132)).toEqual([false, false]);
});

test("the interface speaks German throughout", () =>
    marked(async ({ popup, options }) => {
        const page = await popup();
        await expect(page.locator("html")).toHaveAttribute("lang", "de");
        await expect(page.locator(".sf-points button").first()).toBeVisible();
        await expect(page.getByRole("heading", { name: "Das Wichtigste" })).toBeVisible();
        await expect(page.getByRole("button", { name: "Als Text sichern" })).toBeVisible();
        await expect((await options()).getByRole("heading", { name: "Einstellungen von Standfirst" })).toBeVisible();
    }, messages("de")));

test("where the words run from right to left, so does everything around them", () =>
    marked(async ({ popup, panel, options }) => {
        const [small, large, page] = [await popup(), await panel(), await options()];
        for (const view of [small, large]) await expect(view.locator("[data-layer=person]")).toBeVisible();
        // As wide as Chromium makes it, with its scroll bar.
        await small.setViewportSize({ width: 415, height: 600 });
        for (const view of [small, large, page]) expect(await view.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
        for (const view of [small, large]) {
            const [first, second] = await view.locator("[data-layer]").evaluateAll((chips) => chips.map((chip) => chip.getBoundingClientRect().right));
            expect(first).toBeGreaterThan(second);
            const gap = await view.locator("[data-layer=person]").evaluate((chip) => {
                const words = new Range();
                words.selectNode(/** @type {Node} */ (chip.firstChild));
                return words.getBoundingClientRect().left - /** @type {Element} */ (chip.lastElementChild).getBoundingClientRect().right;
            });
            expect(gap, "between a layer's name and its number").toBeGreaterThan(2);
        }
        const [label, key] = await page.locator("#shortcuts :is(dt, dd)").evaluateAll((parts) => parts.slice(0, 2).map((part) => part.getBoundingClientRect().right));
        expect(label).toBeGreaterThan(key);
    }, { ...messages("en"), direction: { message: "rtl" } }));

test("no word of the interface stands anywhere but in _locales", () => {
    const flagged = Object.entries(messages("en")).map(([key, value]) => {
        const plain = ["language", "direction"].includes(key);
        return [key, plain ? value : { ...value, message: `⟦${value.message}⟧` }];
    });
    return marked(async ({ popup, panel, options }) => {
        for (const page of [await popup(), await panel(), await options()]) {
            await expect(page.locator(".sf-points button, #shortcuts dt").first()).toBeVisible();
            const bare = await page.evaluate(() => {
                // The article's own words, numbers, and what the browser names.
                const theirs = ".sf-title, .sf-jump, .sf-speaker, .sf-person, .sf-role, .sf-counts, .sf-number, kbd, output, title, script";
                const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
                /** @type {string[]} */
                const found = [];
                while (walker.nextNode()) {
                    const words = walker.currentNode.textContent?.trim() ?? "";
                    const own = !walker.currentNode.parentElement?.closest(theirs);
                    if (own && words && !words.startsWith("⟦")) found.push(words);
                }
                for (const named of document.querySelectorAll("[title], [aria-label]")) {
                    const words = named.getAttribute("aria-label") ?? named.getAttribute("title") ?? "";
                    if (!words.startsWith("⟦")) found.push(words);
                }
                return found;
            });
            expect(bare).toEqual([]);
        }
    }, Object.fromEntries(flagged));
});
