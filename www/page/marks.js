/**
 * What of an analysis is marked on a page, and which marks stand at an offset. Plain data: nothing here touches a page.
 *
 * @typedef {import("../pkg/standfirst.js").Analysis} Analysis
 * @typedef {"person" | "organization" | "location" | "other" | "when" | "amount" | "quote" | "claim"} Layer
 * @typedef {{ start: number, end: number, layer: Layer, of: "entity" | "quote" | "claim", index: number, person: number | null, rank?: number }} Mark
 *   `index` points into `analysis.entities`, `.quotes` or `.claims`; `person` is the entity it belongs to: the one named,
 *   who speaks, who claims. `rank`: a claim's place among all claims, the worthiest first.
 */

import { lastUpTo } from "./anchors.js";

/** Every layer in the order of the legend, and what it is called. */
export const LAYERS = /** @type {const} */ ({
    person: "People",
    organization: "Organisations",
    location: "Places",
    other: "Others",
    when: "Dates",
    amount: "Amounts",
    quote: "Quotations",
    claim: "Worth checking",
});

/** @type {Record<import("../pkg/standfirst.js").EntityType, Layer>} */
export const LAYER_OF = {
    person: "person",
    organization: "organization",
    location: "location",
    group: "other",
    event: "other",
    law: "other",
    work: "other",
    product: "other",
    date: "when",
    time: "when",
    money: "amount",
    percent: "amount",
    quantity: "amount",
};

/**
 * All marks, by start, the longer one first. Marks that are no speech (titles, nicknames) stay unmarked.
 * @param {Analysis} analysis
 * @returns {Mark[]}
 */
export function marksOf({ entities, quotes, claims }) {
    /** @type {Mark[]} */
    const marks = [];
    entities.forEach(({ type, mentions }, index) => {
        for (const { start, end } of mentions) {
            marks.push({ start, end, layer: LAYER_OF[type], of: "entity", index, person: index });
        }
    });
    quotes.forEach(({ start, end, scare, speaker }, index) => {
        if (!scare) marks.push({ start, end, layer: "quote", of: "quote", index, person: speaker?.entity ?? null });
    });
    const worthiest = claims.map((_, index) => index).sort((a, b) => claims[b].worth - claims[a].worth);
    worthiest.forEach((index, rank) => {
        const { start, end, claimant } = claims[index];
        marks.push({ start, end, layer: "claim", of: "claim", index, person: claimant, rank });
    });
    return marks.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Finds marks by offset with a binary search a kind of mark. */
export class MarkIndex {
    /** @param {Mark[]} marks by start */
    constructor(marks) {
        this.marks = marks;
        /** Marks of one kind hardly nest, so those that cover an offset are found within a step or two of its start. */
        this.kinds = ["entity", "quote", "claim"].map((kind) => {
            const own = marks.filter((mark) => mark.of === kind);
            let reach = 0;
            return { own, reach: own.map(({ end }) => (reach = Math.max(reach, end))) };
        });
    }

    /**
     * The marks that cover the code unit at `offset`: a name before the quotation and the claim that it stands in.
     * @param {number} offset
     * @returns {Mark[]}
     */
    at(offset) {
        return this.kinds.flatMap(({ own, reach }) => {
            for (let i = lastUpTo(own, offset); i >= 0 && reach[i] > offset; i -= 1) {
                if (own[i].end > offset) return [own[i]];
            }
            return [];
        });
    }

    /**
     * The marks that begin from `start` up to `end`, a name before the quotation and the claim: those of the first place.
     * @param {number} start
     * @param {number} end
     * @returns {Mark[]}
     */
    within(start, end) {
        return this.kinds.flatMap(({ own }) => {
            const mark = own[lastUpTo(own, start - 1) + 1];
            return mark && mark.start < end ? [mark] : [];
        });
    }

    /**
     * The next mark from `offset` on in reading order (`step` 1), or the one before it (-1), that `wanted` lets through; round
     * the end to the other side.
     * @param {Mark | null} from
     * @param {1 | -1} step
     * @param {(mark: Mark) => boolean} wanted
     * @returns {Mark | null}
     */
    next(from, step, wanted) {
        const { marks } = this;
        let at = from ? marks.indexOf(from) : step > 0 ? -1 : marks.length;
        for (let tried = 0; tried < marks.length; tried += 1) {
            at = (at + step + marks.length) % marks.length;
            if (wanted(marks[at])) return marks[at];
        }
        return null;
    }
}
