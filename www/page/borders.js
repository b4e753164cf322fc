/** Which elements end a line of words: paragraphs, headings, table cells, whatever a style makes a block. */

/** Block-level where no style says otherwise. */
const BLOCKS = new Set(
    ("ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER " +
        "FORM FRAME FRAMESET H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML IFRAME LI MAIN MENU NAV OL P PRE SECTION SUMMARY TABLE TBODY " +
        "TD TFOOT TH THEAD TR UL").split(" "),
);

/**
 * @param {string} tag
 * @param {CSSStyleDeclaration} style
 */
export function isBlock(tag, style) {
    const { display } = style;
    if (tag === "IFRAME" || tag === "FRAME") return true;
    // Nothing is laid out outside a document; a drop cap floats, which makes it a block that the word goes on after.
    if (!display || (style.float !== "none" && !BLOCKS.has(tag))) return BLOCKS.has(tag);
    return !display.startsWith("inline") && !display.startsWith("ruby") && display !== "contents";
}
