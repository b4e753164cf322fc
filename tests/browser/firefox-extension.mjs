/**
 * A Firefox with the packed add-on in it, for its tests. The toolbar button, the popup and the sidebar are parts of the browser's
 * window and not of any page: the window's own document is asked for, which WebDriver BiDi gives to a Firefox that was started for
 * it. It has the mouse pressed on the button, through the browser's own input path, and looks into popup, sidebar and background
 * with scripts of the frames that they stand in. Knows nothing of what is tested.
 *
 * @typedef {"popup" | "sidebar" | "background"} View
 * @typedef {import("puppeteer-core").Page} Page
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

const ID = "standfirst@standfirst.example";
const NAME = "standfirst_standfirst_example";
const EXTENSION = `WebExtensionPolicy.getByID("${ID}")?.extension`;
const BUTTON = `${NAME}-browser-action`;
/**
 * Where each view stands in the browser's window. A popup's document is loaded before its panel shows, and a press of the button
 * until then is none that puts it away: only an open panel counts.
 * @type {Record<View, string>}
 */
const FRAMES = {
    popup: `[...document.querySelectorAll("panel:has(browser)")].find(({ state }) => state === "open")?.querySelector("browser")`,
    sidebar: `document.getElementById("sidebar")?.contentDocument?.querySelector("browser")`,
    background: `[...(${EXTENSION}?.views ?? [])].find(({ viewType }) => viewType === "background")?.xulBrowser`,
};
const QUESTION = `document.querySelector("#notification-popup[panelopen] > #addon-webext-permissions-notification")`;
/** Milliseconds for whatever is waited for, and between two looks. */
const PATIENCE = 20_000;
const PAUSE = 50;

/** @param {{ display?: string, prefs?: Record<string, unknown> }} [choice] the screen to show it on; settings of the browser */
export async function launch({ display, prefs } = {}) {
    const browser = await puppeteer.launch({
        browser: "firefox",
        executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
        headless: !display,
        env: display ? { ...process.env, DISPLAY: display } : process.env,
        args: ["-remote-allow-system-access"],
        // A list of downloads that comes up by itself would put the popup away.
        extraPrefsFirefox: { "browser.download.alwaysOpenPanel": false, ...prefs },
    });
    const wire = /** @type {any} */ (browser).connection;
    await browser.installExtension(fileURLToPath(new URL("../../dist/firefox", import.meta.url)));
    const { result: tree } = await wire.send("browsingContext.getTree", { "moz:scope": "chrome", maxDepth: 0 });
    /** @type {string} the browser's own window */
    const chrome = tree.contexts.find((/** @type {{ url: string }} */ { url }) => url.endsWith("/browser.xhtml")).context;

    /** What an expression comes to in the browser's window. @param {string} expression @returns {Promise<any>} */
    const inWindow = async (expression) => {
        const { result } = await wire.send("script.evaluate", { expression, target: { context: chrome }, awaitPromise: true });
        assert.equal(result.type, "success", JSON.stringify(result.exceptionDetails));
        return result.result.value ?? null;
    };
    // Firefox keeps new buttons behind another one; a reader who wants it at hand moves it to the bar.
    await inWindow(`ChromeUtils.importESModule("moz-src:///browser/components/customizableui/CustomizableUI.sys.mjs")
        .CustomizableUI.addWidgetToArea("${BUTTON}", "nav-bar")`);
    await inWindow(`{
        const errors = globalThis.standfirstErrors = [];
        Services.console.registerListener({ observe(message) {
            if (!(message instanceof Ci.nsIScriptError) || message.flags & Ci.nsIScriptError.warningFlag) return;
            // Of a style sheet that is there already Firefox complains to itself.
            if (!/^(chrome|resource|moz-src):/.test(message.sourceName) && !message.message.includes("nsIDOMWindowUtils.addSheet")) errors.push(message.message);
        } });
    }`);

    /**
     * What an expression comes to in the document of a view; null where it is not open or the expression fails.
     * @param {View} view
     * @param {string} expression with a string, a number, a boolean or null as its value
     */
    const inside = (view, expression) => inWindow(`new Promise((done) => {
        const frame = ${FRAMES[view]}?.messageManager;
        if (!frame) return done(null);
        const name = "standfirst-" + Math.random();
        const script = \`{
            let value = null;
            try { value = ((window, document) => (\${${JSON.stringify(expression)}}))(content, content.document); } catch {}
            sendAsyncMessage("\${name}", value);
        }\`;
        frame.addMessageListener(name, ({ data }) => done(data));
        frame.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent(script), false);
        setTimeout(() => done(null), 1000);
    })`);

    const popupIsOpen = async () => (await inside("popup", "document.location.pathname")) === "/popup.html";

    return {
        browser,
        inWindow,
        inside,

        /** Stops the background, as the browser does when it likes. */
        stop: () => inWindow(`${EXTENSION}.terminateBackground()`),

        /** Whether the background runs. @returns {Promise<"starting" | "running" | "suspending" | "stopped">} */
        background: () => inWindow(`${EXTENSION}.backgroundState`),

        /** Has every reading stop after its first step, until `release` or the background's end. */
        async hold() {
            await inWindow(`${EXTENSION}.wakeupBackground()`);
            // Between two steps the background posts itself a message.
            await inside("background", `(() => {
                const { prototype } = window.wrappedJSObject.MessagePort;
                const [post, held] = [prototype.postMessage, []];
                Cu.exportFunction(function () { held.push(this); }, prototype, { defineAs: "postMessage" });
                globalThis.hold = { held, release() {
                    prototype.postMessage = post;
                    for (const port of held) port.postMessage(null);
                } };
            })()`);
        },

        /** Returns once a reading is held in the middle. */
        underWay: () => until(() => inside("background", "globalThis.hold.held.length"), (held) => held > 0, "under way"),
        release: () => inside("background", "globalThis.hold.release()"),

        /**
         * Does something to the add-on as the browser's own page for add-ons does: a method of the add-on manager.
         * @param {"disable" | "enable" | "reload"} what
         */
        async manage(what) {
            await inWindow(`(async () => {
                const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
                await (await AddonManager.getAddonByID("${ID}")).${what}();
            })()`);
            const there = () => inWindow(`["running", "stopped"].includes(${EXTENSION}?.backgroundState) && document.getElementById("${BUTTON}")?.getBoundingClientRect().width > 0`);
            await until(there, (there) => there === (what !== "disable"), what);
        },

        /** What has gone wrong since the last look in scripts that are not the browser's own. @returns {Promise<string[]>} */
        errors: async () => JSON.parse(await inWindow(`JSON.stringify(standfirstErrors.splice(0))`)),

        /** Presses the toolbar button. */
        press: () => inWindow(`{
            const { x, y, width, height } = document.getElementById("${BUTTON}").getBoundingClientRect();
            for (const [type, buttons] of [["mousemove", 0], ["mousedown", 1], ["mouseup", 0]]) {
                const at = [x + width / 2, y + height / 2];
                if (window.synthesizeMouseEvent) window.synthesizeMouseEvent(type, ...at, { button: 0, buttons, clickCount: 1 });
                else windowUtils.sendMouseEvent(type, ...at, 0, 1, 0);
            }
        }`),

        /** Where the middle of the toolbar button is on the screen. @returns {Promise<{ x: number, y: number }>} */
        place: async () => JSON.parse(await inWindow(`{
            const { x, y, width, height } = document.getElementById("${BUTTON}").getBoundingClientRect();
            JSON.stringify({ x: mozInnerScreenX + x + width / 2, y: mozInnerScreenY + y + height / 2 });
        }`)),

        /** Runs the shortcut that the window holds for Alt, Shift and a letter, as a press of the keys would. @param {string} letter */
        shortcut: (letter) => inWindow(`{
            const keys = [...document.querySelectorAll("keyset > key[modifiers='alt,shift'][key='${letter}']")];
            if (keys.length !== 1) throw new Error(keys.length + " shortcuts of " + [...document.querySelectorAll("keyset[id^=ext-] > key")].map((key) => key.outerHTML).join());
            keys[0].dispatchEvent(new Event("command", { bubbles: true }));
        }`),

        /** What the button's badge says. @returns {Promise<string>} */
        badge: () => inWindow(`document.getElementById("${BUTTON}").querySelector(".toolbarbutton-badge")?.textContent ?? ""`),

        /** Opens the menu of what stands at a place in the page, in CSS pixels, and chooses an entry. @param {string} id @param {number} x @param {number} y */
        menu: (id, x, y) => inWindow(`(async () => {
            const menu = document.getElementById("contentAreaContextMenu");
            const shown = new Promise((done) => menu.addEventListener("popupshown", done, { once: true }));
            const { left, top } = gBrowser.selectedBrowser.getBoundingClientRect();
            for (const type of ["mousedown", "mouseup", "contextmenu"]) {
                const at = [left + ${x}, top + ${y}];
                if (window.synthesizeMouseEvent) window.synthesizeMouseEvent(type, ...at, { button: 2, buttons: 0, clickCount: 1 });
                else windowUtils.sendMouseEvent(type, ...at, 2, 1, 0);
            }
            await shown;
            menu.activateItem(document.getElementById("${id}"));
        })()`),

        /** The text of the last file that was downloaded; empty until there is one. @returns {Promise<string>} */
        download: () => inWindow(`(async () => {
            const { Downloads } = ChromeUtils.importESModule("resource://gre/modules/Downloads.sys.mjs");
            const file = (await (await Downloads.getList(Downloads.ALL)).getAll()).filter(({ succeeded }) => succeeded).at(-1)?.target.path;
            if (!file) return "";
            const text = await IOUtils.readUTF8(file);
            await IOUtils.remove(file);
            return text;
        })()`),

        popupIsOpen,

        /** Puts the popup away, and whatever else has come up, but no question; returns once it is. */
        async closePopup() {
            const panels = `[...document.querySelectorAll("panel:not(#notification-popup)")]`;
            await inWindow(`for (const panel of ${panels}) panel.hidePopup()`);
            await until(() => inWindow(`${panels}.every(({ state }) => state === "closed")`), (closed) => closed, "the popup is away");
        },

        /** Opens the sidebar, as its button does. */
        openSidebar: () => inWindow(`SidebarController.show("${NAME}-sidebar-action")`),

        /** Presses a button in the popup with the mouse, for what a browser allows after a press alone. @param {string} selector */
        pressInPopup: (selector) => inside("popup", `(() => {
            const { x, y, width, height } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
            for (const [type, buttons] of [["mousemove", 0], ["mousedown", 1], ["mouseup", 0]]) {
                const at = [x + width / 2, y + height / 2];
                if (window.synthesizeMouseEvent) window.synthesizeMouseEvent(type, ...at, { button: 0, buttons, clickCount: 1 });
                else window.windowUtils.sendMouseEvent(type, ...at, 0, 1, 0);
            }
        })()`),

        /** Returns once the browser asks about a permission. */
        asked: () => until(() => inWindow(`${QUESTION} !== null`), (asked) => asked, "the browser asks"),

        /** Answers what the browser asks, and returns once the question is away. @param {"button" | "secondaryButton"} which yes or no */
        async answer(which) {
            await inWindow(`${QUESTION}.${which}.click()`);
            await until(() => inWindow(`${QUESTION} === null`), Boolean, "the answer is heard");
        },

        /** Which sites the browser runs the add-on's scripts on by itself. @returns {Promise<string>} */
        always: () => inWindow(`${EXTENSION}.policy.contentScripts.map(({ matches }) => matches.patterns.map(({ pattern }) => pattern)).join()`),

        /** Takes a permission back as the browser's own page for add-ons does. @param {string} origin */
        withdraw: (origin) => inWindow(`(async () => {
            const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
            await ExtensionPermissions.remove("${ID}", { permissions: [], origins: ["${origin}"] }, ${EXTENSION});
        })()`),

        /** Clicks on what a selector finds in a view, once it is there. @param {View} view @param {string} selector */
        async click(view, selector) {
            const found = `document.querySelector(${JSON.stringify(selector)})`;
            await until(() => inside(view, `${found} !== null`), Boolean, `${selector} is there`);
            // The view may close with it and answer nothing.
            await inside(view, `${found}.click()`);
        },

        /** A picture of what a view shows. @param {View} view @param {string} path */
        async picture(view, path) {
            const url = await inWindow(`(async () => {
                const { browsingContext } = ${FRAMES[view]};
                const image = await browsingContext.currentWindowGlobal.drawSnapshot(null, 1, "white");
                const canvas = new OffscreenCanvas(image.width, image.height);
                canvas.getContext("2d").drawImage(image, 0, 0);
                return new Promise(async (done) => {
                    const reader = new FileReader();
                    reader.onload = () => done(reader.result);
                    reader.readAsDataURL(await canvas.convertToBlob());
                });
            })()`);
            writeFileSync(path, Buffer.from(url.split(",")[1], "base64"));
        },
        close: () => browser.close(),
    };
}

/**
 * How many marks of a layer a page shows.
 * @param {Page} page
 * @param {string} layer
 */
export function marks(page, layer) {
    return page.evaluate((layer) => CSS.highlights.get(`standfirst-${layer}`)?.size ?? 0, layer);
}

/**
 * Waits until `look` gives what is wanted.
 * @template Seen
 * @param {() => Promise<Seen>} look
 * @param {(seen: Seen) => boolean} wanted
 * @param {string} what it is about
 */
export async function until(look, wanted, what) {
    const end = Date.now() + PATIENCE;
    for (;;) {
        const seen = await look();
        if (wanted(seen)) return seen;
        assert.ok(Date.now() < end, `${what}: ${JSON.stringify(seen)}`);
        await new Promise((done) => setTimeout(done, PAUSE));
    }
}
