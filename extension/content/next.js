/** Goes to the page's next mark, after reading the page where that has not been done. A classic script that imports the one module: a module is run once in a page. */
import(chrome.runtime.getURL("content/main.js")).then(({ nextMark }) => Boolean(nextMark()));
