/** Reads the page, once, however often this is run. A classic script that imports the one module: a module is run once in a page. */
import(chrome.runtime.getURL("content/main.js")).then(({ readPage }) => Boolean(readPage()));
