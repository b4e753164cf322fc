/** Marks on a live page: layers over each other, the card under pointer and focus, ticks, shadow roots, frames, no trace left. */
import { boxes, card, expect, frame, mark, middle, open, painted, test, ticks } from "./live-page.js";

const ARTICLE = `<h1>A wall for Port Ellery</h1>
    <p>“It cost the Harbour Trust 40 million,” said <a href="#more">Mirela Vantongeren</a>, who lives on Great Skerry.</p>
    <p>Tamsin Okoro disagreed.</p><div class="clutter">Read more about Port Ellery</div>`;
const MARKS = [
    "claim: “It cost the Harbour Trust 40 million,” said Mirela Vantongeren, who lives on Great Skerry.",
    "clutter: Read more about Port Ellery", "location: Great Skerry", "location: Port Ellery", "organization: Harbour Trust",
    "person: Mirela Vantongeren", "person: Tamsin Okoro", "quote: “It cost the Harbour Trust 40 million,”",
];
const TALL = `${ARTICLE}<div style="height:3000px"></div><p>Oskar Lindqvist-Bell left 3 days later.</p>`;

test("a name in a quotation in a claim shows all three, the name on top", async ({ page }) => {
    await open(page, ARTICLE);
    await mark(page);
    expect(await painted(page)).toEqual(MARKS);
    const priority = await page.evaluate(() => Object.fromEntries([...CSS.highlights].map(([name, { priority }]) => [name.slice(11), priority])));
    expect(priority.organization).toBeGreaterThan(priority.claim);
    expect(priority.claim).toBeGreaterThan(priority.quote);
    const at = await middle(page, "organization");
    await page.mouse.move(at.x, at.y);
    await expect.poll(async () => (await card(page)).text).toContain("Harbour Trust");
    const { text } = await card(page);
    for (const part of ["Organisation", "Quotation", "Worth checking"]) expect(text).toContain(part);
});

test("nothing inside the page changes, whatever is done with the marks", async ({ page }) => {
    await open(page, TALL);
    await page.evaluate(() => Object.assign(window, { seen: /** @type {any} */ (window).toy.witness() }));
    await mark(page);
    await frame(page);
    const at = await middle(page, "person");
    await page.mouse.move(at.x, at.y);
    await expect.poll(async () => (await card(page)).open).toBe(true);
    await page.keyboard.press("n");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await page.evaluate(() => {
        const { session } = /** @type {any} */ (window);
        session.toggle("person", false);
        session.choose(0);
        session.jump(0, 5);
        session.close();
    });
    await frame(page);
    expect(await page.evaluate(() => /** @type {any} */ (window).seen())).toEqual([]);
});

test("closing leaves no trace", async ({ page }) => {
    await page.addInitScript(() => {
        // Every listener, observer and timer that anything on the page has going.
        const alive = { listeners: 0, observers: new Set(), timers: new Set() };
        Object.assign(window, { alive });
        const add = EventTarget.prototype.addEventListener;
        EventTarget.prototype.addEventListener = function (type, run, options) {
            const signal = typeof options === "object" ? options.signal : null;
            if (signal?.aborted) return;
            alive.listeners += 1;
            if (signal) add.call(signal, "abort", () => (alive.listeners -= 1));
            // A signal's own listeners go with it, and nothing else holds those of a query.
            if (this instanceof AbortSignal) alive.listeners -= 1;
            add.call(this, type, run, options);
        };
        for (const name of ["MutationObserver", "ResizeObserver", "IntersectionObserver"]) {
            const { observe, disconnect } = /** @type {any} */ (window)[name].prototype;
            /** @type {any} */ (window)[name].prototype.observe = function (/** @type {any[]} */ ...rest) {
                alive.observers.add(this);
                return observe.apply(this, rest);
            };
            /** @type {any} */ (window)[name].prototype.disconnect = function () {
                alive.observers.delete(this);
                return disconnect.apply(this);
            };
        }
        for (const [ask, cancel] of [["setTimeout", "clearTimeout"], ["requestIdleCallback", "cancelIdleCallback"], ["requestAnimationFrame", "cancelAnimationFrame"]]) {
            const w = /** @type {any} */ (window);
            const [asked, cancelled] = [w[ask], w[cancel]];
            w[ask] = (/** @type {Function} */ run, /** @type {any[]} */ ...rest) => {
                const id = asked((/** @type {any} */ value) => {
                    alive.timers.delete(`${ask} ${id}`);
                    run(value);
                }, ...rest);
                alive.timers.add(`${ask} ${id}`);
                return id;
            };
            w[cancel] = (/** @type {number} */ id) => {
                alive.timers.delete(`${ask} ${id}`);
                cancelled(id);
            };
        }
        window.setInterval = /** @type {any} */ (() => {
            throw new Error("nothing here may poll");
        });
    });
    await open(page, TALL);
    const state = () => page.evaluate(() => {
        const { alive } = /** @type {any} */ (window);
        return {
            listeners: alive.listeners, observers: alive.observers.size, timers: [...alive.timers],
            highlights: CSS.highlights.size, elements: document.querySelectorAll("*").length,
            sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
            html: document.documentElement.outerHTML,
        };
    });
    const before = await state();
    await mark(page);
    await frame(page);
    await page.keyboard.press("n");
    await page.evaluate(() => {
        // In the middle of keeping up, too.
        document.body.append(document.createElement("p"), "Tamsin Okoro is back.");
    });
    const during = await state();
    expect(during.highlights).toBeGreaterThan(3);
    expect(during.listeners).toBeGreaterThan(before.listeners);
    expect(during.observers).toBeGreaterThan(0);
    await page.evaluate(() => {
        /** @type {any} */ (window).session.close();
        document.body.lastChild?.remove();
        document.body.lastChild?.remove();
    });
    expect(await state()).toEqual(before);
});

test("the keyboard's card is a dialog that takes the focus and gives it back", async ({ page }) => {
    await open(page, ARTICLE);
    await mark(page);
    await page.locator("a").focus();
    await page.keyboard.press("n");
    expect(await card(page)).toMatchObject({ open: true, role: "dialog", label: "Standfirst: Place", focused: true });
    await page.keyboard.press("n");
    expect(await card(page)).toMatchObject({ open: true, label: "Standfirst: Person", focused: true });
    await page.keyboard.press("Escape");
    expect(await card(page)).toMatchObject({ open: false, focused: false });
    await expect(page.locator("a")).toBeFocused();
});

test("a card covers no line of the words that it is about", async ({ page }) => {
    await open(page, `<p style="width:20em">On that day it cost them 40 million to build the long wall, and nobody had asked for it in all those years.</p>`);
    await mark(page);
    const lines = () => page.evaluate(() => {
        const [claim] = CSS.highlights.get("standfirst-claim") ?? [];
        const range = new Range();
        range.setStart(claim.startContainer, claim.startOffset);
        range.setEnd(claim.endContainer, claim.endOffset);
        const lines = [...range.getClientRects()];
        const box = /** @type {Element} */ (document.querySelector("[data-standfirst-card]")).getBoundingClientRect();
        return { all: lines.length, covered: lines.filter((line) => line.bottom > box.top && line.top < box.bottom).length };
    });
    await page.keyboard.press("n");
    expect(await card(page)).toMatchObject({ open: true, label: "Standfirst: Worth checking: a number" });
    expect((await lines()).all).toBeGreaterThan(1);
    expect((await lines()).covered).toBe(0);
    await page.keyboard.press("Escape");
    expect((await card(page)).open).toBe(false);
    const { x, y } = await middle(page, "claim");
    await page.mouse.move(x, y);
    await expect.poll(async () => (await card(page)).open).toBe(true);
    expect((await lines()).covered).toBe(0);
});

test("a link that the keyboard comes to shows and says what is marked in it", async ({ page }) => {
    await open(page, ARTICLE);
    await mark(page);
    await page.keyboard.press("Tab");
    await expect(page.locator("a")).toBeFocused();
    const shown = await card(page);
    expect(shown).toMatchObject({ open: true, focused: false });
    expect(shown.spoken).toContain("Person. Mirela Vantongeren");
    await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
    expect((await card(page)).open).toBe(false);
});

test("ticks stand where the marks do, a lane each, and go where there is nothing to scroll", async ({ page }) => {
    await open(page, TALL);
    await mark(page);
    await expect.poll(async () => (await ticks(page)).length).toBeGreaterThan(3);
    const all = await ticks(page);
    expect(new Set(all.map(({ layer }) => layer))).toEqual(new Set(["person", "organization", "location", "quote", "claim"]));
    const people = all.filter(({ layer }) => layer === "person").map(({ top }) => top);
    expect(people.at(-1)).toBeGreaterThan(700);
    expect(people[0]).toBeLessThan(100);
    await page.evaluate(() => /** @type {any} */ (window).session.toggle("person", false));
    await expect.poll(async () => (await ticks(page)).filter(({ layer }) => layer === "person").length).toBe(0);
    const shown = () => page.evaluate(() => document.querySelector("[data-standfirst-ticks]")?.matches(":popover-open"));
    expect(await shown()).toBe(true);
    await page.evaluate(() => document.querySelector("body > div[style]")?.remove());
    await expect.poll(shown).toBe(false);
});

test("text in an open shadow root and in a frame is hit and painted where it stands", async ({ page }) => {
    await open(page, "<p id=one>Oskar Lindqvist-Bell.</p><p>Said <x-name></x-name> to 4 people.</p><iframe style='border:3px solid; width:300px;height:90px'></iframe>");
    await page.evaluate(async () => {
        const { Session } = await import(new URL("/www/page/session.js", location.href).href);
        const root = /** @type {Element} */ (document.querySelector("x-name")).attachShadow({ mode: "open" });
        root.innerHTML = "<b>Mirela Vantongeren</b>";
        const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
        const inside = /** @type {Document} */ (frame.contentDocument);
        inside.body.innerHTML = "<p>Tamsin Okoro.</p>";
        // As a reader would give it: one block through the shadow root, one in the frame.
        const second = document.querySelectorAll("p")[1];
        const [before, name, after] = [second.firstChild, root.firstChild?.firstChild, second.lastChild];
        const texts = ["Oskar Lindqvist-Bell.", "Said Mirela Vantongeren to 4 people.", "Tamsin Okoro."];
        const blocks = [
            { start: 0, text: texts[0], runs: [{ at: 0, node: document.querySelector("#one")?.firstChild, from: 0, length: 21 }] },
            { start: 23, text: texts[1], runs: [{ at: 0, node: before, from: 0, length: 5 }, { at: 5, node: name, from: 0, length: 18 }, { at: 23, node: after, from: 0, length: 13 }] },
            { start: 61, text: texts[2], runs: [{ at: 0, node: inside.querySelector("p")?.firstChild, from: 0, length: 13 }] },
        ];
        const { toy } = /** @type {any} */ (window);
        const analysis = toy.analyse({ containers: [{ names: "" }], blocks: texts.map((text) => ({ text, container: 0 })) });
        const session = new Session();
        session.begin(analysis, texts.join("\n\n"), blocks);
        Object.assign(window, { session });
    });
    expect(await painted(page)).toEqual([
        "claim:  to 4 people.", "claim: Mirela Vantongeren", "claim: Said ",
        "person: Mirela Vantongeren", "person: Oskar Lindqvist-Bell", "person: Tamsin Okoro",
    ].sort());
    const inShadow = await page.evaluate(() => {
        const { left, top, width, height } = /** @type {any} */ (document.querySelector("x-name")).shadowRoot.firstChild.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
    });
    await page.mouse.move(inShadow.x, inShadow.y);
    await expect.poll(async () => (await card(page)).text).toContain("Mirela Vantongeren");
    const inFrame = await page.evaluate(() => {
        const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
        const { left, top } = frame.getBoundingClientRect();
        const box = /** @type {any} */ (frame.contentDocument).querySelector("p").getBoundingClientRect();
        return { x: left + 3 + box.left + 20, y: top + 3 + box.top + 8, bottom: top + 3 + box.bottom };
    });
    await page.mouse.move(inFrame.x, inFrame.y);
    await expect.poll(async () => (await card(page)).text).toContain("Tamsin Okoro");
    const below = await page.evaluate(() => document.querySelector("[data-standfirst-card]")?.getBoundingClientRect().top);
    expect(Math.abs(Number(below) - inFrame.bottom)).toBeLessThan(30);
    await page.evaluate(() => /** @type {any} */ (window).session.close());
    expect(await painted(page)).toEqual([]);
});

test("without highlights, boxes of our own lie over the text and go again", async ({ page }) => {
    await page.addInitScript(() => {
        delete (/** @type {any} */ (CSS).highlights);
    });
    await open(page, ARTICLE);
    await page.evaluate(() => Object.assign(window, { seen: /** @type {any} */ (window).toy.witness() }));
    await mark(page);
    await frame(page);
    expect(await page.evaluate(() => "highlights" in CSS)).toBe(false);
    expect(await boxes(page)).toEqual(expect.arrayContaining(["standfirst-person", "standfirst-quote", "standfirst-claim"]));
    await page.screenshot({ path: "test-results/overlay.png" });
    expect(await page.evaluate(() => /** @type {any} */ (window).seen())).toEqual([]);
    await page.evaluate(() => /** @type {any} */ (window).session.close());
    expect(await page.evaluate(() => document.querySelector("[data-standfirst-overlay]"))).toBe(null);
});

test("boxes over the text stay within what scrolls inside the page", async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    const lines = Array.from({ length: 30 }, (_, i) => `<p>${i % 2 ? "Tamsin Okoro" : "Port Ellery"}</p>`).join("");
    await open(page, `<main style="height:150px;overflow:auto">${lines}</main>`);
    await mark(page);
    await frame(page);
    const seen = await boxes(page);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.length).toBeLessThan(8);
    // Half a line further, and to the other end.
    for (const top of [10, 10_000]) {
        await page.evaluate((top) => /** @type {Element} */ (document.querySelector("main")).scrollTo(0, top), top);
        await frame(page);
        expect((await boxes(page)).length).toBeGreaterThan(1);
        expect((await boxes(page)).length).toBeLessThan(8);
    }
});

test("an older browser's caret is understood", async ({ page }) => {
    await page.addInitScript(() => {
        delete (/** @type {any} */ (Document.prototype).caretPositionFromPoint);
    });
    await open(page, ARTICLE);
    await mark(page);
    const at = await middle(page, "person", 1);
    await page.mouse.move(at.x, at.y);
    await expect.poll(async () => (await card(page)).text).toContain("Tamsin Okoro");
});

test("what somebody writes is left alone", async ({ page }) => {
    await open(page, "<p>Tamsin Okoro.</p><div contenteditable>Mirela Vantongeren</div><textarea>Great Skerry</textarea>");
    await mark(page);
    expect(await painted(page)).toEqual(["person: Tamsin Okoro"]);
    await page.locator("[contenteditable]").pressSequentially("n n p");
    expect((await card(page)).open).toBe(false);
    await page.waitForTimeout(700);
    expect(await page.evaluate(() => /** @type {any} */ (window).toy.log.analyses)).toBe(0);
});
