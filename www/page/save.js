/** Hands the reader a file to keep: the only way in which anything of a reading outlives its page. */

import { reportText } from "../pkg/standfirst.js";

/**
 * Saves a reading as a download.
 * @param {import("../pkg/standfirst.js").Analysis} analysis
 * @param {string} text the document text
 * @param {"text" | "json"} kind a report for people, or everything for programs
 */
export function save(analysis, text, kind) {
    const json = kind === "json";
    const content = json ? `${JSON.stringify({ ...analysis, text }, null, 1)}\n` : `${reportText(analysis, text)}\n`;
    const url = URL.createObjectURL(new Blob([content], { type: json ? "application/json" : "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${fileName(analysis.title ?? "")}.${json ? "json" : "txt"}`;
    link.click();
    // The download has its own hold on the data soon after the click.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {string} title a name that every system takes */
function fileName(title) {
    const words = title.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
    return [...words.toLowerCase()].slice(0, 60).join("") || "standfirst";
}
