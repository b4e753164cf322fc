/** Reads what the reader has selected. A classic script that imports the one module: a module is run once in a page. */
import(chrome.runtime.getURL("content/main.js")).then(({ readSelection }) => Boolean(readSelection()));
