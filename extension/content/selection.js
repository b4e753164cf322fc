/** Reads what the reader has selected. Runs after `content/page.js`, which is there once however often it is run. */
Boolean(/** @type {any} */ (globalThis).standfirst.readSelection());
