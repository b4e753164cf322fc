/**
 * A real click on the toolbar button of Firefox marks an article, whatever the page's own policy allows, and opens the popup on
 * it. The button is part of the browser's window and not of any page: the test asks for the window's own document, which
 * WebDriver BiDi gives to a Firefox that was started for it, and has the mouse pressed there, through the browser's own input path.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { POLICIES, open } from "./newsroom.js";

const BUTTON = "standfirst_standfirst_example-browser-action";
const VIEW = "PanelUI-webext-standfirst_standfirst_example-BAV";

const site = await open();
const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    args: ["-remote-allow-system-access"],
});
const wire = /** @type {any} */ (browser).connection;
try {
    await browser.installExtension(fileURLToPath(new URL("../../dist/firefox", import.meta.url)));
    const { result: tree } = await wire.send("browsingContext.getTree", { "moz:scope": "chrome", maxDepth: 0 });
    /** @type {string} the browser's own window */
    const chrome = tree.contexts.find((/** @type {{ url: string }} */ { url }) => url.endsWith("/browser.xhtml")).context;

    /** What an expression comes to in the browser's window. @param {string} expression */
    const inWindow = async (expression) => {
        const { result } = await wire.send("script.evaluate", { expression, target: { context: chrome }, awaitPromise: true });
        assert.equal(result.type, "success", JSON.stringify(result.exceptionDetails));
        return result.result.value;
    };
    // Firefox keeps new buttons behind another one; a reader who wants it at hand moves it to the bar.
    await inWindow(`ChromeUtils.importESModule("moz-src:///browser/components/customizableui/CustomizableUI.sys.mjs")
        .CustomizableUI.addWidgetToArea("${BUTTON}", "nav-bar")`);

    const press = `{
        const { x, y, width, height } = document.getElementById("${BUTTON}").getBoundingClientRect();
        for (const [type, buttons] of [["mousemove", 0], ["mousedown", 1], ["mouseup", 0]]) {
            const at = [x + width / 2, y + height / 2];
            if (window.synthesizeMouseEvent) window.synthesizeMouseEvent(type, ...at, { button: 0, buttons, clickCount: 1 });
            else windowUtils.sendMouseEvent(type, ...at, 0, 1, 0);
        }
    }`;

    for (const policy of Object.keys(POLICIES)) {
        const page = await browser.newPage();
        await page.goto(`${site.url}policy/${policy}`);
        await page.bringToFront();
        await inWindow(press);
        await page.waitForFunction(() => (CSS.highlights.get("standfirst-quote")?.size ?? 0) > 0, { polling: 100, timeout: 20_000 });
        const popup = await inWindow(`document.querySelector("[id='${VIEW}'] browser, .webextension-popup-browser")?.currentURI.spec ?? "none"`);
        assert.match(popup, /\/popup\.html$/, `the popup is open: ${popup}`);
        await inWindow(`for (const panel of document.querySelectorAll("panel")) panel.hidePopup()`);
        console.log(`Firefox: click to marks: ${policy}`);
        await page.close();
    }
} finally {
    await browser.close();
    site.close();
}
