/** The words of the summary in the reader's language; the engine's view has the English ones itself. */

import { say } from "../words.js";

/** Ids as `src/web/view.rs` and `src/web/controls.rs` name them; in `_locales` each has `summary_` before it. */
const IDS = [
    "summary", "minutesOne", "minutesMany", "marked", "layers", "only", "points", "gloss", "voices", "statementsOne",
    "statementsMany", "people", "figures", "where", "when", "claims", "budget", "says", "moreOne", "moreMany", "saveText", "saveJson",
    "kindQuantity", "kindComparison", "kindCause", "kindLaw", "kindPrediction", "kindRecord", "kindAllegation", "kindEvent",
];

/** @returns {Record<string, string>} */
export function summaryWords() {
    return Object.fromEntries(IDS.map((id) => [id, say(`summary_${id}`)]).filter(([, words]) => words));
}
