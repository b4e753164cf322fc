/** Goes to the page's next mark, after reading the page where that has not been done. Runs after `content/page.js`, which is there once however often it is run. */
Boolean(/** @type {any} */ (globalThis).standfirst.nextMark());
