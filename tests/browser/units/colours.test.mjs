/**
 * Every hue of theme.css stands out from its paper: 3:1 for lines, 4.5:1 for words (WCAG 2.2, 1.4.11 and 1.4.3); those of
 * hues.css, for pages whose paper is not ours, from white and from near-black.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../../www/page/theme.css", import.meta.url), "utf8");
const [, light, dark] = css.split(":root {");
const WORDS = ["ink", "muted", "clutter"];
const LINES = ["person", "organization", "location", "other", "when", "amount", "claim", "quote-strong"];

for (const [name, block] of Object.entries({ light, dark })) {
    test(name, () => {
        const paper = colour(block, "--paper");
        for (const word of WORDS) assert.ok(contrast(colour(block, `--standfirst-${word}`), paper) >= 4.5, word);
        for (const line of LINES) assert.ok(contrast(colour(block, `--standfirst-${line}`), paper) >= 3, line);
    });
}

test("on other papers", () => {
    const hues = readFileSync(new URL("../../../www/page/hues.css", import.meta.url), "utf8");
    for (const line of LINES) {
        const hue = colour(hues.replaceAll(", #", ": #"), `--standfirst-${line}`);
        for (const paper of [[1, 1, 1], [0.1, 0.1, 0.1]]) assert.ok(contrast(hue, paper) >= 3, `${line} on ${paper[0]}: ${contrast(hue, paper)}`);
    }
});

/**
 * @param {string} block
 * @param {string} property
 */
function colour(block, property) {
    const hex = new RegExp(`${property}: #([0-9a-f]{6})`).exec(block)?.[1];
    assert.ok(hex, property);
    return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
}

/** @param {number[]} rgb relative luminance, WCAG 2.2 */
function luminance(rgb) {
    const [r, g, b] = rgb.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function contrast(a, b) {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
}
