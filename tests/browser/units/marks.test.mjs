/** The index of marks: which cover an offset, and which comes next. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LAYER_OF, MarkIndex, marksOf } from "../../../www/page/marks.js";

/** @type {any} */
const ANALYSIS = {
    entities: [{ type: "person", mentions: [{ start: 5, end: 9 }, { start: 40, end: 44 }] }],
    quotes: [
        { start: 0, end: 30, scare: false, speaker: { entity: 0 } },
        { start: 10, end: 20, scare: false, speaker: null },
        { start: 41, end: 43, scare: true, speaker: null },
    ],
    claims: [{ start: 0, end: 50, claimant: null }],
};
const marks = marksOf(ANALYSIS);
const index = new MarkIndex(marks);

/** @param {number} offset */
function at(offset) {
    return index.at(offset).map(({ of, start }) => `${of} ${start}`);
}

test("a name comes before the quotation and the claim around it", () => {
    assert.deepEqual(at(5), ["entity 5", "quote 0", "claim 0"]);
    assert.deepEqual(at(9), ["quote 0", "claim 0"]);
});

test("nested quotations are found, the inner one first, the outer one after its end", () => {
    assert.deepEqual(at(12), ["quote 10", "claim 0"]);
    assert.deepEqual(at(25), ["quote 0", "claim 0"]);
});

test("marks that are no speech are none", () => {
    assert.deepEqual(at(42), ["entity 40", "claim 0"]);
    assert.deepEqual(at(50), []);
});

test("the walk goes round and leaves out what is not wanted", () => {
    const people = (/** @type {{ layer: string }} */ { layer }) => layer === LAYER_OF.person;
    const first = index.next(null, 1, people);
    const second = index.next(first, 1, people);
    assert.deepEqual([first?.start, second?.start], [5, 40]);
    assert.equal(index.next(second, 1, people), first);
    assert.equal(index.next(null, -1, people), second);
    assert.equal(index.next(null, 1, () => false), null);
});
