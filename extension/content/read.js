/** Reads the page, once, however often this is run. Runs after `content/page.js`, which is there once however often it is run. */
Boolean(/** @type {any} */ (globalThis).standfirst.readPage());
