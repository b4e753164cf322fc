/**
 * A screen that nobody sees, with a keyboard and a mouse: an X server of its own (Xvfb) that is told of keys and clicks (xdotool).
 * What a browser shows on it is pressed as a reader presses it, which a headless browser does not allow for its own parts.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";

/**
 * @param {string} windows class of the windows that get the keys
 * @returns {Promise<{ display: string, key(keys: string): void, click(x: number, y: number): void, close(): void }>}
 */
export async function screen(windows) {
    const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x1000x24"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    const [number] = await once(/** @type {import("node:stream").Readable} */ (server.stdio[3]), "data");
    const display = `:${String(number).trim()}`;
    const tool = (/** @type {(string | number)[]} */ ...args) => execFileSync("xdotool", args.map(String), { env: { ...process.env, DISPLAY: display } });
    return {
        display,
        key(keys) {
            // Without a window manager nothing has the keyboard by itself; a popup has taken it where one is open.
            tool("search", "--onlyvisible", "--class", windows, "windowfocus");
            tool("key", keys);
        },
        click: (x, y) => void tool("mousemove", Math.round(x), Math.round(y), "click", 1),
        close: () => void server.kill(),
    };
}
