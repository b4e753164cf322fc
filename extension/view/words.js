/** The words of the summary in the reader's language; the engine's view has the English ones itself. */

import { say } from "../words.js";

/** Ids as `src/web/view.rs` and `src/web/controls.rs` name them; in `_locales` each has `summary_` before it. */
const IDS = [
    "summary", "minutesOne", "minutesMany", "marked", "layers", "only", "points", "gloss", "voices", "statementsOne",
    "statementsMany", "people", "figures", "where", "when", "claims", "budget", "says", "moreOne", "moreMany", "saveText", "saveJson",
    "kindQuantity", "kindComparison", "kindCause", "kindLaw", "kindPrediction", "kindRecord", "kindAllegation", "kindEvent",
    "reason_statistic", "reason_change", "reason_comparison", "reason_cause", "reason_law", "reason_prediction",
    "reason_pledge", "reason_record", "reason_allegation", "reason_denial", "reason_alleged_wrong", "reason_event",
    "reason_finding", "reason_unconfirmed", "reason_no_source_named", "reason_gives_an_amount", "reason_compares",
    "reason_says_that_one_thing_led_to_another", "reason_says_what_a_rule_does", "reason_says_what_is_to_come",
    "reason_says_what_someone_did_or_stood_for", "reason_accuses_someone", "reason_says_that_something_happened",
    "note_not_english", "note_several", "note_front_page", "note_locked", "note_empty", "note_no_article", "note_not_prose",
    "note_short",
];

/** @returns {Record<string, string>} */
export function summaryWords() {
    return Object.fromEntries(IDS.map((id) => [id, say(`summary_${id}`)]));
}
