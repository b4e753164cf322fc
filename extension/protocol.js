/**
 * Every message between the parts of the extension, typed here and nowhere else.
 *
 *     page ──Ask──▶ background            a port named ENGINE, one a reading; it closes with the last answer
 *     page ◀─Answer── background
 *     popup, side panel ──Command──▶ page a port named VIEW, as long as the view is open
 *     popup, side panel ◀─News── page
 *     popup ──Shown──▶ background         a port named POPUP, as long as the popup is open
 *     anyone ──Note──▶ background, views  a single message, no reply
 *
 * The page's side holds the reading, the background holds the engine and nothing about any page.
 *
 * @typedef {import("./pkg/standfirst.js").Analysis} Analysis
 * @typedef {import("./pkg/standfirst.js").Page} Page
 * @typedef {import("./page/marks.js").Layer} Layer
 *
 * @typedef {{ page: Page }} Ask
 * @typedef {{ share: number } | { analysis: Analysis } | { failed: string }} Answer
 *   `share` of the work that is done, 0 to 1; an analysis comes without its text, which the page has.
 *
 * @typedef {{ do: "toggle", layer: Layer, on: boolean } | { do: "choose", entity: number | null }
 *     | { do: "jump", start: number, end: number } | { do: "switch", on: boolean } | { do: "again" }} Command
 * @typedef {{ state: State } | { reading: { analysis: Analysis, text: string } }} News
 *   The state after every change; the reading when there is a new one, before the state that tells of it.
 * @typedef {"idle" | "reading" | "done" | "failed" | "pdf"} Phase
 * @typedef {{ phase: Phase, share: number, message: string, on: boolean, person: number | null, layers: LayerState[] }} State
 *   `message` says what failed; `on` whether the page is marked; `person` whose marks alone are strong (an entity).
 * @typedef {{ id: Layer, count: number, on: boolean }} LayerState
 *
 * @typedef {{ tabId: number | undefined }} Shown
 *   `tabId`: the tab in front.
 *
 * @typedef {{ look: true } | { marked: number, layers: LayerState[] }} Note
 *   `look`: how marks look has changed, dress my page anew. `marked`: how many marks my page shows now.
 */

export const ENGINE = "engine";
export const POPUP = "popup";
export const VIEW = "view";
