/**
 * The card beside a mark: what is named, who speaks and how sure that is, why a statement can be checked. It lives in a
 * closed shadow root in the top layer, so the page's styles and scripts do not reach it and it moves nothing on the page.
 * To assistive technology it is a dialog that the page goes on beside: one that the keyboard opened takes the focus and gives
 * it back, one that comes up at a focused link is read out where it is, one under the pointer stays silent.
 *
 * @typedef {import("../pkg/standfirst.js").Analysis} Analysis
 * @typedef {import("../pkg/standfirst.js").Quote} Quote
 * @typedef {import("../pkg/standfirst.js").Claim} Claim
 * @typedef {import("../pkg/standfirst.js").Entity} Entity
 * @typedef {import("./marks.js").Mark} Mark
 */

import { Host } from "./host.js";
import { LAYER_OF } from "./marks.js";

/** Between the card and the words, and between the card and the window's edge. */
const GAP = 8;

/** @type {Record<Entity["type"], string>} */
const TYPES = {
    person: "Person", organization: "Organisation", location: "Place", group: "Group", event: "Event", law: "Law",
    work: "Work", product: "Product", date: "Date", time: "Time", money: "Money", percent: "Percentage", quantity: "Quantity",
};

/** @type {Record<Quote["kind"], string>} */
const QUOTES = { direct: "Quotation", mixed: "Partly quoted", indirect: "Reported speech" };

/** @type {Record<Claim["kind"], string>} */
const CLAIMS = {
    quantity: "a number", comparison: "a comparison", cause: "cause and effect", law: "law and rules",
    prediction: "a prediction", record: "what somebody did or said", allegation: "an allegation", event: "what happened",
};

export class Card {
    constructor() {
        this.own = new Host("card", "card.css");
        this.box = element("div", "card");
        this.box.setAttribute("role", "dialog");
        this.box.dir = "ltr";
        this.box.tabIndex = -1;
        this.spoken = element("p", "spoken");
        this.spoken.setAttribute("role", "status");
        this.own.shadow.append(this.box, this.spoken);
        /** @type {Element | null} what had the focus before the card took it */
        this.before = null;
    }

    get host() {
        return this.own.element;
    }

    /** Whether it lies at the foot of the window, across its whole width. */
    get docked() {
        return innerWidth < 560;
    }

    get open() {
        return this.own.open;
    }

    /** Whether the keyboard is in it. */
    get focused() {
        return this.open && this.own.shadow.activeElement !== null;
    }

    /**
     * Shows what there is to say of `marks`, beside `rect`.
     * @param {Mark[]} marks those at one place, the narrowest first
     * @param {Analysis} analysis
     * @param {string} text the document text
     * @param {DOMRect} rect
     * @param {"silent" | "spoken" | "focus"} [manner]
     */
    show(marks, analysis, text, rect, manner = "silent") {
        const sections = marks.map((mark) => section(mark, analysis, text));
        const told = sections.map((made) => [...made.querySelectorAll("p, li")].map((line) => line.textContent).join(". "));
        this.box.replaceChildren(...sections);
        this.box.setAttribute("aria-label", `Standfirst: ${sections.map((made) => made.querySelector("p")?.textContent).join(", ")}`);
        this.own.show(this.#at(0, 0));
        this.place(rect);
        this.spoken.textContent = manner === "spoken" ? told.join(". ") : "";
        if (manner !== "focus") return;
        if (!this.focused) this.before = document.activeElement;
        this.box.focus({ preventScroll: true });
    }

    hide() {
        if (!this.open) return;
        const { before, focused } = this;
        this.before = null;
        // Firefox would keep the focus on what is hidden for a while yet.
        if (focused) this.box.blur();
        this.own.hide();
        this.spoken.textContent = "";
        // Only what the card took goes back; a reader who went on elsewhere stays there.
        if (focused && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    }

    remove() {
        this.hide();
        this.own.remove();
    }

    /**
     * Under the words, above them where there is no room; at the foot of a narrow window.
     * @param {DOMRect} rect
     */
    place(rect) {
        this.box.classList.toggle("docked", this.docked);
        if (this.docked) return this.own.dress({ left: "0", right: "0", bottom: "0" });
        this.own.dress(this.#at(0, 0));
        const { offsetWidth: width, offsetHeight: height } = this.box;
        const left = Math.min(Math.max(GAP, rect.left), innerWidth - width - GAP);
        const under = rect.bottom + GAP;
        const fits = under + height + GAP <= innerHeight || rect.top < height + 2 * GAP;
        const top = fits ? Math.min(under, innerHeight - height - GAP) : rect.top - GAP - height;
        this.own.dress(this.#at(Math.max(GAP, left), Math.max(GAP, top)));
    }

    /**
     * @param {number} left
     * @param {number} top
     */
    #at(left, top) {
        return { left: `${left}px`, top: `${top}px`, width: "max-content" };
    }
}

/**
 * @param {Mark} mark
 * @param {Analysis} analysis
 * @param {string} text
 */
function section(mark, analysis, text) {
    if (mark.of === "entity") return entity(analysis.entities[mark.index]);
    if (mark.of === "quote") return quote(analysis.quotes[mark.index], analysis, text);
    return claim(analysis.claims[mark.index], analysis);
}

/** @param {Entity} entity */
function entity({ name, type, role, mentions }) {
    const count = mentions.length === 1 ? "Named once" : `Named ${mentions.length} times`;
    return part(LAYER_OF[type], TYPES[type], [
        element("p", "name", name),
        role ? element("p", "role", role) : null,
        element("p", "note", count),
    ]);
}

/**
 * @param {Quote} quote
 * @param {Analysis} analysis
 * @param {string} text
 */
function quote({ kind, speaker, cue }, analysis, text) {
    if (!speaker) return part("quote", QUOTES[kind], [element("p", "note", "The text does not say clearly whose words these are.")]);
    const role = speaker.entity === null ? null : analysis.entities[speaker.entity]?.role;
    return part("quote", QUOTES[kind], [
        element("p", "name", speaker.name),
        role ? element("p", "role", role) : null,
        element("p", "note", `${sureness(speaker.confidence)}: ${why(speaker, cue, text)}`),
    ]);
}

/** @param {number} confidence */
function sureness(confidence) {
    const words = confidence >= 0.9 ? "Almost certain" : confidence >= 0.7 ? "Likely" : "Uncertain";
    return `${words} (${Math.round(confidence * 100)}%)`;
}

/**
 * What shows the speaker, in the text's own words.
 * @param {NonNullable<Quote["speaker"]>} speaker
 * @param {Quote["cue"]} cue
 * @param {string} text
 */
function why(speaker, cue, text) {
    const shown = speaker.start === null || speaker.end === null ? "" : text.slice(speaker.start, speaker.end);
    const said = cue ? text.slice(cue.start, cue.end) : "";
    if (shown && said) {
        const family = speaker.name.split(" ").at(-1) ?? speaker.name;
        return `“${said}” beside “${shown}”${shown.includes(family) ? "" : `, which stands for ${speaker.name}`}`;
    }
    if (shown) return `“${shown}” stands beside it`;
    return "it goes on from what was said before";
}

/**
 * @param {Claim} claim
 * @param {Analysis} analysis
 */
function claim({ kind, reasons, claimant }, analysis) {
    const list = element("ul", "reasons");
    list.append(...reasons.map(({ label }) => element("li", "", label)));
    const who = claimant === null ? null : analysis.entities[claimant]?.name;
    return part("claim", `Worth checking: ${CLAIMS[kind]}`, [
        reasons.length ? list : null,
        who ? element("p", "note", `Asserted by ${who}`) : null,
    ]);
}

/**
 * @param {string} layer
 * @param {string} heading
 * @param {(HTMLElement | null)[]} content
 */
function part(layer, heading, content) {
    const made = element("section", layer);
    made.append(element("p", "kind", heading), ...content.filter((child) => child !== null));
    return made;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [words]
 */
function element(tag, className, words = "") {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = words;
    return made;
}
