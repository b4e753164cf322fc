/** What the page reader makes of a live document: blocks, containers, and the way back to the nodes. */
import { expect, test } from "./demo-page.js";

/** @typedef {import("../../www/page/reader.js").LiveBlock} LiveBlock */

/**
 * @param {import("@playwright/test").Page} page
 * @param {string} html trusted, for this test
 */
async function read(page, html) {
    await page.goto("./sw.js"); // any page of the origin that is not the demo itself
    return page.evaluate(async (html) => {
        document.body.innerHTML = html;
        const { read } = await import(new URL("/page/reader.js", location.href).href);
        const { Anchors } = await import(new URL("/page/anchors.js", location.href).href);
        const result = read(document.body);
        const anchors = new Anchors(result.blocks);
        // Every single character must lead to itself and back.
        const astray = result.blocks.flatMap((/** @type {LiveBlock} */ { start, text }) =>
            [...text].map((_, i) => i).filter((i) => {
                const range = text[i] === " " ? null : anchors.range(start + i, start + i + 1);
                if (!range) return text[i] !== " ";
                const same = range.startContainer.textContent.slice(range.startOffset, range.endOffset) === text[i];
                return !same || anchors.offset(range.startContainer, range.startOffset) !== start + i;
            }));
        return { ...result.page, texts: result.page.blocks.map((/** @type {{ text: string }} */ { text }) => text), astray };
    }, html);
}

/** @type {[string, string, string[]][]} */
const CASES = [
    ["white space collapses", "<p> One \n\t two <b> three</b>four </p>", ["One two threefour"]],
    ["blocks split, inline elements do not", "<div>a<span>b</span> <i>c</i><p>d</p>e</div>", ["ab c", "d", "e"]],
    ["two breaks are a paragraph", "<p>one<br>two<br> <br>three</p>", ["one two", "three"]],
    ["hidden text is not read", "<p>seen<span hidden> no</span><span style='display:none'> no</span><span aria-hidden=true> no</span></p><p style='visibility:hidden'>no</p>", ["seen"]],
    ["scripts and forms are not read", "<p>a<script>no()</script><style>no{}</style></p><button>no</button><textarea>no</textarea>", ["a"]],
    ["a drop cap belongs to its word", "<p><span style='float:left'>T</span>he town</p>", ["The town"]],
    ["preformatted paragraphs split", "<pre>one\nline\n\nnext</pre>", ["one line", "next"]],
    ["styled blocks count as blocks", "<div><span style='display:block'>a</span><span>b</span></div>", ["a", "b"]],
    ["a link inside a word", "<p>un<a href='#x'>believ</a>able 😀 <a href='#y'>x</a></p>", ["unbelievable 😀 x"]],
    ["table cells", "<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]],
];

for (const [name, html, texts] of CASES) {
    test(name, async ({ page }) => {
        const result = await read(page, html);
        expect(result.texts).toEqual(texts);
        expect(result.astray).toEqual([]);
    });
}

test("containers come parent first, with names and the share of links", async ({ page }) => {
    const { containers, blocks } = await read(page, "<main id=m class='a  b' role=main><p itemprop=x>one <a href='#'>two</a></p></main>");
    expect(containers).toEqual([
        { parent: null, tag: "body", role: "", names: "" },
        { parent: 0, tag: "main", role: "main", names: "a b m" },
        { parent: 1, tag: "p", role: "", names: "x" },
    ]);
    expect(blocks).toEqual([{ text: "one two", container: 2, linkUnits: 4, timeUnits: 0, authorUnits: 0 }]);
});

test("a selection is read from its first word to its last, each as a whole", async ({ page }) => {
    await read(page, "<p>one two</p><p>three <b>four</b></p><p>five</p>");
    const result = await page.evaluate(async () => {
        const { read } = await import(new URL("/page/reader.js", location.href).href);
        const range = new Range();
        range.setStart(/** @type {Node} */ (document.querySelectorAll("p")[0].firstChild), 4);
        range.setEnd(/** @type {Node} */ (document.querySelector("b")?.firstChild), 2);
        return read(document.body, { range }).page;
    });
    expect(result.selection).toBe(true);
    expect(result.blocks.map((/** @type {{ text: string }} */ { text }) => text)).toEqual(["two", "three four"]);
});

/**
 * The texts of what `readSelection` makes of what `choose`, run on the page, selects.
 * @param {import("@playwright/test").Page} page
 * @param {string} html
 * @param {() => void} choose
 */
async function selected(page, html, choose) {
    await page.route("**/shown.html", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
    await page.goto("./shown.html");
    await page.evaluate(choose);
    return page.evaluate(async () => {
        const { readSelection } = await import(new URL("/page/reader.js", location.href).href);
        const { selectedRange } = await import(new URL("/page/selection.js", location.href).href);
        const range = selectedRange(document);
        if (!range) return null;
        const { page, blocks } = readSelection(range);
        // Blanks of a run may be any white space on the page.
        const astray = blocks.filter((/** @type {LiveBlock} */ { text, runs }) =>
            runs.some(({ at, node, from, length }) => text.slice(at, at + length) !== node.data.slice(from, from + length).replace(/\s/g, " ")));
        return { selection: page.selection, texts: page.blocks.map((/** @type {{ text: string }} */ { text }) => text), astray: astray.length };
    });
}

const SHADOW = "<p id=a>one two</p><x-y><template shadowrootmode=open><p>shadow <slot></slot></p></template>light</x-y><p id=b>three four</p><p contenteditable>draft</p>";

test("a selection over a shadow tree takes it in, and no draft", async ({ page }) => {
    const result = await selected(page, SHADOW, () => {
        const range = new Range();
        range.setStart(/** @type {Node} */ (document.querySelector("#a")?.firstChild), 4);
        range.setEnd(document.body, document.body.childNodes.length);
        getSelection()?.addRange(range);
    });
    expect(result).toEqual({ selection: true, texts: ["two", "shadow light", "three four"], astray: 0 });
});

test("a selection inside a frame that has the focus", async ({ page }) => {
    const result = await selected(page, `<p>outside</p><iframe srcdoc="<p>in the frame</p><p>more</p>"></iframe>`, () => {
        const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
        const inner = /** @type {Document} */ (frame.contentDocument);
        frame.focus();
        const range = inner.createRange();
        range.selectNodeContents(/** @type {Node} */ (inner.querySelector("p")));
        inner.getSelection()?.addRange(range);
    });
    expect(result).toEqual({ selection: true, texts: ["in the frame"], astray: 0 });
});

const TREES = "<p id=a>one two</p><x-y><template shadowrootmode=open><p id=s>shadow words <slot></slot> below</p></template><span id=l>light</span></x-y><p id=b>three four</p>";

/** @type {[string, string, string, string[]][]} where the selection is drawn from, and to: an element and an offset in its text */
const DRAWN = [
    ["cuts words", "a 1", "b 8", ["one two", "shadow words light below", "three four"]],
    ["ends between words", "a 3", "b 5", ["two", "shadow words light below", "three"]],
    ["is drawn backwards", "b 5", "a 4", ["two", "shadow words light below", "three"]],
    ["lies in a shadow root", "s 7", "s 9", ["words"]],
    ["is drawn backwards in a shadow root", "s 9", "s 2", ["shadow words"]],
    ["goes into a shadow root", "a 4", "s 6", ["two", "shadow"]],
    ["comes out of a shadow root", "s 7", "b 5", ["words light below", "three"]],
    ["comes out of a shadow root backwards", "b 5", "s 7", ["words light below", "three"]],
    ["goes from a shadow root to what is slotted in it", "s 7", "l 5", ["words light"]],
    ["goes from what is slotted on", "l 0", "b 5", ["light below", "three"]],
];

for (const [name, from, to, texts] of DRAWN) {
    test(`a selection that ${name}`, async ({ page }) => {
        await page.addInitScript((ends) => Object.assign(window, { ends }), [from, to]);
        const result = await selected(page, TREES, () => {
            const [anchor, focus] = /** @type {string[]} */ (/** @type {any} */ (window).ends).map((end) => {
                const [id, offset] = end.split(" ");
                const shadow = /** @type {ShadowRoot} */ (document.querySelector("x-y")?.shadowRoot);
                const element = document.getElementById(id) ?? shadow.getElementById(id);
                return { node: /** @type {Node} */ (element?.firstChild), offset: Number(offset) };
            });
            getSelection()?.setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
        });
        expect(result).toEqual({ selection: true, texts, astray: 0 });
    });
}

for (const [name, html, from, to, texts] of /** @type {[string, string, [string, number], [string, number], string[]][]} */ ([
    ["after a drop cap", "<p><span style='float:left' id=x>T</span><span id=y>he town</span></p>", ["y", 0], ["y", 6], ["The town"]],
    ["in parts that are marked up", "<p>so un<b id=x>believ</b><i id=y>ably</i> good</p>", ["x", 2], ["x", 4], ["unbelievably"]],
    ["and another paragraph's", "<p id=x>one</p><p id=y>two</p><p>three</p>", ["y", 1], ["y", 2], ["two"]],
    ["and a line's break", "<p><b id=x>one</b><br><b id=y>two</b></p>", ["y", 0], ["y", 1], ["two"]],
])) {
    test(`a word that a selection cuts ${name} is taken as a whole`, async ({ page }) => {
        await page.addInitScript((ends) => Object.assign(window, { ends }), [from, to]);
        const result = await selected(page, html, () => {
            const [anchor, focus] = /** @type {any} */ (window).ends.map((/** @type {[string, number]} */ [id, offset]) => ({ node: document.getElementById(id)?.firstChild, offset }));
            getSelection()?.setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
        });
        expect(result).toEqual({ selection: true, texts, astray: 0 });
    });
}

test("a selection that passes over a frame takes it in", async ({ page }) => {
    const html = `<p>one two</p><iframe srcdoc="<p>in the frame</p>"></iframe><p>three four</p>`;
    const result = await selected(page, html, () => {
        const [one, three] = [...document.querySelectorAll("p")].map((p) => /** @type {Node} */ (p.firstChild));
        getSelection()?.setBaseAndExtent(three, 5, one, 4);
    });
    expect(result).toEqual({ selection: true, texts: ["two", "in the frame", "three"], astray: 0 });
});

test("a paragraph that is selected whole does not take in the next one", async ({ page }) => {
    await selected(page, "<p>one</p><p>two</p><p>three</p>", () => {});
    await page.locator("p").nth(1).click({ clickCount: 3 });
    const texts = await page.evaluate(async () => {
        const { readSelection } = await import(new URL("/page/reader.js", location.href).href);
        const { selectedRange } = await import(new URL("/page/selection.js", location.href).href);
        return readSelection(selectedRange(document)).page.blocks.map((/** @type {{ text: string }} */ { text }) => text);
    });
    expect(texts).toEqual(["two"]);
});

test("a selection of blanks has no text", async ({ page }) => {
    const result = await selected(page, "<p>one   two</p>", () => {
        const text = /** @type {Node} */ (document.querySelector("p")?.firstChild);
        getSelection()?.setBaseAndExtent(text, 3, text, 6);
    });
    expect(result).toEqual({ selection: true, texts: [], astray: 0 });
});

test("a caret selects nothing, in a shadow root neither", async ({ page }) => {
    const caret = (/** @type {boolean} */ inside) => selected(page, TREES, inside
        ? () => getSelection()?.collapse(/** @type {any} */ (document.querySelector("x-y")).shadowRoot.getElementById("s").firstChild, 3)
        : () => getSelection()?.collapse(/** @type {any} */ (document.querySelector("#a")).firstChild, 3));
    expect([await caret(false), await caret(true)]).toEqual([null, null]);
});

test("what is selected in a text field is the reader's own", async ({ page }) => {
    expect(await selected(page, "<p>one</p><textarea>two three</textarea>", () => document.querySelector("textarea")?.select())).toBe(null);
});

test("nothing is selected", async ({ page }) => {
    expect(await selected(page, "<p>one</p>", () => getSelection()?.removeAllRanges())).toBe(null);
});
