/** A half-open stretch of the document text, in UTF-16 code units: `text.slice(start, end)`. */
export interface Span {
    start: number;
    end: number;
}

/** What is to be read: plain text, Markdown, or the blocks of a page as `page/reader.js` gives them. */
export type Input = { text: string } | { markdown: string } | { page: Page };

export interface Options {
    /** At most this share of the sentences is marked as checkable, 0 to 0.25 (the default). */
    claimBudget?: number;
    /** Every sentence comes out as a claim with its scores, whatever the budget. */
    allClaims?: boolean;
}

/** The text of a page: flat blocks in reading order and the tree of elements that they stand in. */
export interface Page {
    title: string | null;
    lang: string | null;
    /** The reader's own selection: nothing is voted out. */
    selection: boolean;
    /** Headlines that the document gives besides its title (`og:title`). */
    headlines?: string[];
    /** Its `ld+json`, as written; broken ones do no harm. */
    data?: string[];
    /** A parent before its children. */
    containers: { parent: number | null; tag: string; role: string; names: string }[];
    /** The document text is their texts joined by blank lines ("\n\n"). */
    blocks: { text: string; container: number; linkUnits: number; timeUnits?: number; authorUnits?: number }[];
}

export type BlockKind =
    | "title" | "paragraph" | "post" | "heading" | "item" | "quote" | "caption" | "byline" | "clutter";

export type EntityType =
    | "person" | "organization" | "location" | "group" | "event" | "law" | "work" | "product"
    | "date" | "time" | "money" | "percent" | "quantity";

export interface Entity {
    /** Its index in `entities`. */
    id: number;
    name: string;
    type: EntityType;
    role: string | null;
    /** 0 to 1. */
    salience: number;
    mentions: Span[];
}

export interface Speaker {
    /** Index in `entities`; null for someone without a name. */
    entity: number | null;
    name: string;
    /** Where the speaker is shown; null for a quotation that stands alone. */
    start: number | null;
    end: number | null;
    /** 0 to 1. */
    confidence: number;
}

export interface Quote extends Span {
    kind: "direct" | "mixed" | "indirect";
    /** Marks that are no speech. */
    scare: boolean;
    speaker: Speaker | null;
    cue: Span | null;
}

export type ClaimKind =
    | "quantity" | "comparison" | "cause" | "law" | "prediction" | "record" | "allegation" | "event";

/** A statement that evidence could show right or wrong; never which. */
export interface Claim extends Span {
    verifiable: number;
    worth: number;
    kind: ClaimKind;
    reasons: (Span & { label: string })[];
    claimant: number | null;
}

export interface Summary {
    sentences: (Span & { score: number; antecedent?: number })[];
    voices: { entity: number | null; name: string; quotes: number[]; best: number }[];
    figures: (Span & { text: string; counts: string; sentence: Span })[];
    /** Indexes into `entities`. */
    places: number[];
    dates: number[];
    minutes: number;
}

/** All that Standfirst has to say of one article: the JSON of the command line, field for field. */
export interface Analysis {
    id: string;
    title: string | null;
    language: string;
    /** Only where the document text is not the input itself. */
    text?: string;
    blocks: (Span & { kind: BlockKind })[];
    entities: Entity[];
    quotes: Quote[];
    claims: Claim[];
    summary: Summary;
    notes: { code: string; message: string }[];
}

/** What `renderSummary` draws beside the summary. Every field may be left out. */
export interface SummaryOptions {
    /** Whether the page is marked now; there is no switch for it without this. */
    on?: boolean;
    /** Layers of marks to switch on and off, in this order; those without marks are not shown. */
    layers?: { id: string; name: string; count: number; on: boolean }[];
    /** The entity whose marks alone are strong. */
    person?: number | null;
    /** At most so many claims are shown, the worthiest, and a slider changes it; there is none without this. */
    claims?: number;
    /** Words of the interface in another language, by the ids in `view.rs` and `controls.rs`; `#` stands for a number or name. */
    words?: Record<string, string>;
}
