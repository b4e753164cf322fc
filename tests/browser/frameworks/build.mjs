/**
 * Builds a framework's page: the HTML that its server would send, and the script that a browser runs on it (`start` under the
 * global `framework`), each in the development build, which is the one that complains.
 */

import { build as bundle } from "esbuild";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compile } from "svelte/compiler";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
/** Beside the packages that a server's script imports. */
const OUT = fileURLToPath(new URL("../test-results/", import.meta.url));

/**
 * @param {"react" | "vue" | "svelte"} name
 * @returns {Promise<{ html: string, script: string }>}
 */
export async function build(name) {
    const server = await run(name === "svelte" ? "svelte-server.jsx" : `${name}.jsx`, "server");
    mkdirSync(OUT, { recursive: true });
    const file = `${OUT}${name}-${process.pid}.mjs`;
    writeFileSync(file, server);
    try {
        const { html } = await import(pathToFileURL(file).href);
        return { html: await html(), script: await run(`${name}.jsx`, "client") };
    } finally {
        rmSync(file);
    }
}

/**
 * @param {string} entry
 * @param {"client" | "server"} side
 */
async function run(entry, side) {
    const { outputFiles } = await bundle({
        entryPoints: [`${FOLDER}${entry}`],
        bundle: true,
        write: false,
        format: side === "client" ? "iife" : "esm",
        globalName: side === "client" ? "framework" : undefined,
        platform: side === "client" ? "browser" : "node",
        conditions: side === "client" ? ["browser", "development"] : ["node", "development"],
        jsx: "automatic",
        jsxDev: true,
        define: { "process.env.NODE_ENV": '"development"', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true", __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false" },
        // React's server half asks for node's own modules.
        banner: side === "server" ? { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' } : {},
        plugins: [{
            name: "svelte",
            setup(build) {
                build.onLoad({ filter: /\.svelte$/ }, ({ path }) => ({
                    contents: compile(readFileSync(path, "utf8"), { filename: path, generate: side, dev: true }).js.code,
                    resolveDir: FOLDER,
                }));
            },
        }],
        logLevel: "error",
    });
    return outputFiles?.[0]?.text ?? "";
}
