/** Marks on a page that changes: torn nodes, late text, other addresses, and pages that stand still. */
import { card, expect, frame, mark, middle, open, painted, test } from "./live-page.js";

/** @typedef {import("@playwright/test").Page} Page */

const ARTICLE = `<article><h1>A wall for Port Ellery</h1>
    <p>“Nobody asked us,” said <b>Mirela Vantongeren</b> of the Harbour Trust.</p>
    <p>Tamsin Okoro  lives on
    Great Skerry, and it cost 40 million.</p></article>`;
const MARKS = [
    "claim: Tamsin Okoro lives on Great Skerry, and it cost 40 million.", "location: Great Skerry", "location: Port Ellery",
    "organization: Harbour Trust", "person: Mirela Vantongeren", "person: Tamsin Okoro", "quote: “Nobody asked us,”",
];

/** @param {Page} page */
function log(page) {
    return page.evaluate(() => ({ .../** @type {any} */ (window).toy.log }));
}

/**
 * Runs `change` on the page, and waits for the next paint: long before anything is read again.
 * @param {Page} page
 * @param {() => void} change
 */
async function change(page, change) {
    await page.evaluate(change);
    await frame(page);
    expect(await page.evaluate(() => /** @type {any} */ (window).toy.wrong())).toEqual([]);
}

test("a re-render that replaces every node has its marks back before the next paint", async ({ page }) => {
    await open(page, ARTICLE);
    await mark(page);
    await change(page, () => {
        const article = /** @type {Element} */ (document.querySelector("article"));
        article.replaceWith(article.cloneNode(true));
    });
    expect(await painted(page)).toEqual(MARKS);
    // Read again, and found to say the same.
    await page.waitForTimeout(900);
    expect(await log(page)).toMatchObject({ analyses: 0, changed: 0 });
    await change(page, () => {
        const body = document.body.cloneNode(true);
        document.body.replaceWith(body);
    });
    expect(await painted(page)).toEqual(MARKS);
    // The new body is watched as the old one was.
    await change(page, () => /** @type {Element} */ (document.querySelector("h1")).replaceWith(document.createElement("hr")));
    expect(await painted(page)).toEqual(MARKS.filter((line) => !line.includes("Port Ellery")));
});

test("words are found in other elements and text nodes, and white space does not matter", async ({ page }) => {
    await open(page, ARTICLE);
    await mark(page);
    await change(page, () => {
        const [first, second] = [...document.querySelectorAll("p")].map((p) => String(p.textContent));
        const section = document.createElement("section");
        section.innerHTML = "<div><p></p></div><div>An advertisement</div><div><div></div></div>";
        /** @type {Element} */ (section.querySelector("p")).append(first.slice(0, 29), first.slice(29));
        /** @type {Element} */ (section.querySelector("div > div")).textContent = second.replace(/\s+/g, " \n ");
        /** @type {Element} */ (document.querySelector("article")).replaceChildren(section);
    });
    expect(await painted(page)).toEqual(MARKS.filter((line) => !line.includes("Port Ellery")));
});

test("of two places with the same words the one with the same surroundings is taken", async ({ page }) => {
    await open(page, "<p>First came one.</p><p>Tamsin Okoro spoke.</p><p>Then came two.</p>");
    await mark(page);
    await change(page, () => {
        document.body.innerHTML = "<p>Elsewhere.</p><p>Elsewhere.</p><i>Tamsin Okoro spoke.</i><p>Before all that.</p><p>First came one.</p><b>Tamsin Okoro spoke.</b><p>Then came two.</p>";
    });
    expect(await page.evaluate(() => [...(CSS.highlights.get("standfirst-person") ?? [])].map((range) => range.startContainer.parentElement?.localName))).toEqual(["b"]);
});

test("a rewritten paragraph keeps the marks whose words stand, and only those", async ({ page }) => {
    await open(page, "<p>On that long day Tamsin Okoro went from Port Ellery to Great Skerry.</p>");
    await mark(page);
    await change(page, () => {
        /** @type {Text} */ (document.querySelector("p")?.firstChild).data = "On that longest of days Tamsin Ann Okoro went from Port Ellery over to Great Skerry.";
    });
    expect(await painted(page)).toEqual(["location: Great Skerry", "location: Port Ellery"]);
    await expect.poll(async () => (await log(page)).changed).toBe(1);
    expect(await painted(page)).toEqual(["location: Great Skerry", "location: Port Ellery"]);
});

test("late text, text below and a live post on top are read, once a rest", async ({ page }) => {
    await open(page, ARTICLE);
    await mark(page);
    await page.evaluate(() => {
        for (let i = 0; i < 20; i += 1) {
            const post = document.createElement("p");
            post.textContent = `Update ${i}: Oskar Lindqvist-Bell arrived.`;
            /** @type {Element} */ (document.querySelector("article")).prepend(post);
        }
    });
    await expect.poll(async () => (await painted(page)).filter((line) => line === "person: Oskar Lindqvist-Bell").length).toBe(20);
    expect(await log(page)).toMatchObject({ analyses: 1, changed: 1 });
    expect(await painted(page)).toEqual(expect.arrayContaining(MARKS));
    // Text that was there but hidden.
    await page.evaluate(() => {
        const more = document.createElement("div");
        more.hidden = true;
        more.innerHTML = "<p>Quillfeather Ltd paid.</p>";
        document.body.append(more);
    });
    await page.waitForTimeout(900);
    expect(await painted(page)).not.toContain("organization: Quillfeather Ltd");
    await page.evaluate(() => /** @type {HTMLElement} */ (document.body.lastChild).hidden = false);
    await expect.poll(() => painted(page)).toContain("organization: Quillfeather Ltd");
});

test("text in a shadow root is followed too", async ({ page }) => {
    await open(page, ARTICLE);
    const read = await page.evaluate(() => {
        const root = /** @type {Element} */ (document.querySelector("article")).appendChild(document.createElement("x-more")).attachShadow({ mode: "open" });
        root.innerHTML = "<p>Oskar Lindqvist-Bell arrived.</p>";
        const { toy } = /** @type {any} */ (window);
        Object.assign(window, { session: toy.start() });
        return toy.painted().some((/** @type {string} */ line) => line.includes("Oskar"));
    });
    test.skip(!read, "the reader gives no nodes of shadow roots");
    await change(page, () => {
        const root = /** @type {ShadowRoot} */ (document.querySelector("x-more")?.shadowRoot);
        root.innerHTML = "<p>Oskar Lindqvist-Bell arrived.</p>";
    });
    expect(await painted(page)).toContain("person: Oskar Lindqvist-Bell");
});

test("another address without a load is told of and read as a page of its own", async ({ page }) => {
    await open(page, ARTICLE);
    await mark(page);
    await page.evaluate(() => {
        history.pushState(null, "", "?second");
        document.body.innerHTML = "<main><h1>Quillfeather Ltd moves</h1><p>Oskar Lindqvist-Bell stays.</p></main>";
    });
    await expect.poll(() => painted(page)).toEqual(["organization: Quillfeather Ltd", "person: Oskar Lindqvist-Bell"]);
    expect(await log(page)).toMatchObject({ analyses: 1, moved: 1, changed: 1 });
    // A jump within the page is no other page.
    await page.evaluate(() => (location.hash = "below"));
    await page.waitForTimeout(900);
    expect(await log(page)).toMatchObject({ analyses: 1, moved: 1 });
    await page.goBack();
    await expect.poll(async () => (await log(page)).moved).toBe(1);
    await page.goBack();
    await expect.poll(async () => (await log(page)).moved).toBe(2);
});

test("what the reader has chosen outlives a new reading, and so does an open card", async ({ page }) => {
    await open(page, ARTICLE);
    await mark(page);
    await page.evaluate(() => {
        const { session } = /** @type {any} */ (window);
        session.toggle("location", false);
        session.choose(session.reading.analysis.entities.findIndex((/** @type {any} */ { name }) => name === "Mirela Vantongeren"));
    });
    const at = await middle(page, "person");
    await page.mouse.move(at.x, at.y);
    await expect.poll(async () => (await card(page)).open).toBe(true);
    await page.evaluate(() => {
        const post = document.createElement("p");
        post.textContent = "Great Skerry: Oskar Lindqvist-Bell met Mirela Vantongeren.";
        document.body.append(post);
    });
    await expect.poll(async () => (await log(page)).changed).toBe(1);
    expect((await painted(page)).filter((line) => /^(person|location|chosen)/.test(line))).toEqual([
        "chosen: Mirela Vantongeren", "chosen: Mirela Vantongeren", "person: Mirela Vantongeren", "person: Mirela Vantongeren",
    ]);
    expect((await card(page)).open).toBe(true);
});

test("a page that stands still is left alone: no timer, no frame, no reading", async ({ page }) => {
    await page.addInitScript(() => {
        const asked = /** @type {string[]} */ ([]);
        Object.assign(window, { asked });
        for (const name of ["setTimeout", "setInterval", "requestAnimationFrame", "requestIdleCallback"]) {
            const before = /** @type {any} */ (window)[name];
            /** @type {any} */ (window)[name] = (/** @type {any[]} */ ...rest) => {
                asked.push(name);
                return before(...rest);
            };
        }
    });
    await open(page, ARTICLE);
    await mark(page);
    await page.waitForTimeout(1500);
    await page.evaluate(() => /** @type {any} */ (window).asked.splice(0));
    await page.waitForTimeout(2500);
    expect(await page.evaluate(() => /** @type {any} */ (window).asked)).toEqual([]);
    // Nor does it wake for what holds no text.
    await page.evaluate(() => {
        document.body.append(Object.assign(document.createElement("img"), { hidden: true }), document.createComment("x"));
        document.body.style.transform = "none";
    });
    await page.waitForTimeout(700);
    expect(await page.evaluate(() => /** @type {any} */ (window).asked)).toEqual([]);
});

test("a clock beside the article is read ever more rarely, and never at the cost of what comes late", async ({ page }) => {
    await open(page, `<div class=clutter id=clock>0</div>${ARTICLE}`);
    await page.evaluate(() => {
        let seconds = 0;
        setInterval(() => {
            /** @type {Element} */ (document.querySelector("#clock")).textContent = String(seconds += 1);
        }, 50);
    });
    await mark(page);
    await page.waitForTimeout(9000);
    const { analyses } = await log(page);
    expect(analyses).toBeGreaterThan(0);
    expect(analyses).toBeLessThanOrEqual(4);
    await page.evaluate(() => {
        const post = document.createElement("p");
        post.textContent = `Oskar Lindqvist-Bell arrived. ${"He said little. ".repeat(20)}`;
        document.body.append(post);
    });
    await expect.poll(() => painted(page), { timeout: 3500 }).toContain("person: Oskar Lindqvist-Bell");
});

test("a long page has its marks back after a re-render, whether its nodes move or not", async ({ page }) => {
    await open(page, "");
    const count = await page.evaluate(() => {
        const { toy } = /** @type {any} */ (window);
        const { marks } = toy.longPage();
        Object.assign(window, { session: toy.start() });
        return marks;
    });
    expect((await painted(page)).length).toBe(count);
    await page.waitForTimeout(300);
    for (const wrap of ["same", "moved", "turned", "reflowed", "turned and reflowed"]) {
        await page.evaluate((wrap) => {
            const article = /** @type {Element} */ (document.querySelector("article"));
            const copy = /** @type {Element} */ (article.cloneNode(true));
            if (wrap.startsWith("turned")) copy.append(...[...copy.children].slice(0, 50));
            article.replaceWith(copy);
            if (wrap === "moved") for (const p of copy.querySelectorAll("p")) p.replaceWith(Object.assign(document.createElement("div"), { textContent: ` ${p.textContent}` }));
            // Other white space inside the words as well, so that no node says what it said.
            if (wrap.endsWith("reflowed")) for (const p of copy.querySelectorAll("p, div")) p.textContent = String(p.textContent).replace(/\s+/g, wrap === "reflowed" ? "\n  " : " ");
        }, wrap);
        await frame(page);
        // Reflowed paragraphs in another order may lose the few marks whose surroundings were at the seam; none may land on other words.
        expect((await painted(page)).length, wrap).toBeGreaterThanOrEqual(wrap === "turned and reflowed" ? count * 0.99 : count);
        expect(await page.evaluate(() => /** @type {any} */ (window).toy.wrong())).toEqual([]);
    }
});
