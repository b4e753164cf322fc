/** The engine's JavaScript surface: the object of the command line's JSON, and errors that are errors. */
import { expect, test } from "./demo-page.js";

/**
 * Runs `body` on a page of the demo's origin with the module and an engine at hand.
 * @template T
 * @param {import("@playwright/test").Page} page
 * @param {(api: typeof import("../../dist/demo/pkg/standfirst.js"), engine: import("../../dist/demo/pkg/standfirst.js").Engine) => T} body
 * @returns {Promise<T>}
 */
async function withEngine(page, body) {
    await page.goto("./icon.svg");
    await page.goto("./sw.js");
    return page.evaluate(async (source) => {
        const api = await import(new URL("/pkg/standfirst.js", location.href).href);
        await api.default();
        const names = new Uint8Array(await (await fetch("/models/names.bin")).arrayBuffer());
        return new Function("api", "engine", `return (${source})(api, engine)`)(api, new api.Engine(names));
    }, body.toString());
}

test("every input gives one shape, with nulls where nothing is", async ({ page }) => {
    const seen = await withEngine(page, (_, engine) => [
        { text: "It cost £4 million." },
        { markdown: "# A *title*\n\nIt cost £4 million." },
        { page: { title: null, lang: "en", selection: false, containers: [{ parent: null, tag: "p", role: "", names: "" }], blocks: [{ text: "It cost £4 million.", container: 0, linkUnits: 0 }] } },
        { text: "" },
    ].map((input) => engine.analyze(input)).map(({ text, title, ...rest }) => ({ text, title, keys: Object.keys(rest).sort() })));
    const keys = ["blocks", "claims", "entities", "id", "language", "notes", "quotes", "summary"];
    expect(seen.map((one) => one.keys)).toEqual([keys, keys, keys, keys]);
    expect(seen[0]).toMatchObject({ title: null, text: undefined });
    expect(seen[1].text).toContain("A title");
    expect(seen[2].text).toBe("It cost £4 million.");
});

test("wrong arguments throw errors in words", async ({ page }) => {
    const thrown = await withEngine(page, (api, engine) => {
        /** @type {(() => unknown)[]} */
        const calls = [
            () => engine.analyze(/** @type {any} */ ({})),
            () => engine.analyze(/** @type {any} */ ("text")),
            () => engine.analyze(/** @type {any} */ (undefined)),
            () => engine.analyze(/** @type {any} */ ({ text: 5 })),
            () => engine.analyze({ text: "a" }, /** @type {any} */ ({ nonsense: true })),
            () => new api.Engine(new Uint8Array([1, 2, 3])),
            () => api.renderSummary(document.createElement("div"), /** @type {any} */ ({}), ""),
        ];
        return calls.map((call) => {
            try {
                call();
                return "nothing";
            } catch (error) {
                return error instanceof Error ? error.message : `no Error: ${error}`;
            }
        });
    });
    for (const message of thrown.slice(0, 4)) expect(message).toMatch(/^An input is/);
    expect(thrown[4]).toMatch(/^Options are .*nonsense/);
    expect(thrown[5]).toMatch(/^The names model/);
    expect(thrown[6]).toMatch(/^Not an analysis/);
});

test("the summary is drawn as text, whatever the text says", async ({ page }) => {
    const drawn = await withEngine(page, (api, engine) => {
        const text = "<img src=x onerror=hit=1> costs a lot\n\nThe town paid £38 million for <b>pipes</b> on Tuesday, the mayor said.\n\nIt will borrow £12 million more in 2026, the council said.";
        const into = document.body.appendChild(document.createElement("div"));
        api.renderSummary(into, engine.analyze({ text }), text);
        api.renderSummary(into, engine.analyze({ text }), text);
        /** @type {unknown[]} */
        const jumps = [];
        into.addEventListener("standfirst:jump", (event) => jumps.push(/** @type {CustomEvent} */ (event).detail));
        const button = /** @type {HTMLElement | null} */ (into.querySelector(".sf-points button"));
        button?.click();
        return { jumps: jumps.length, popups: into.children.length, tags: into.querySelectorAll("img, b").length, words: into.innerText };
    });
    expect(drawn).toMatchObject({ jumps: 1, popups: 1, tags: 0 });
    expect(drawn.words).toContain("<b>pipes</b>");
});
