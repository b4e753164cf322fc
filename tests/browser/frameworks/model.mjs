/**
 * What the framework pages show, step by step: the same for React, Vue and Svelte, so that each can be compared with the text
 * it should show. Steps change words in place, put posts in front, reorder, remove and replace them. Invented people.
 *
 * @typedef {{ title: string, round: number, note: string, posts: { id: number, name: string, text: string }[] }} State
 */

const NAMES = ["Mirela Vantongeren", "Oskar Lindqvist-Bell", "Tamsin Okoro"];
const PLACES = ["Port Ellery", "Great Skerry"];

export const STEPS = 50;

/**
 * @param {number} step 0 to `STEPS`
 * @returns {State}
 */
export function stateAt(step) {
    let posts = Array.from({ length: 6 + (step % 5) }, (_, at) => {
        const id = at + Math.floor(step / 7);
        const name = NAMES[(id + (step % 3 === 1 ? 1 : 0)) % NAMES.length] ?? "";
        return { id, name, text: `“We count ${id * 7 + step} boats in ${PLACES[(id + step) % 2]},” was the answer of day ${id}.` };
    });
    if (step % 4 === 1) posts = posts.reverse();
    if (step % 6 === 5) posts = posts.filter(({ id }) => id % 2 === 0);
    return {
        title: `The wall of ${PLACES[step % 2]}, day ${step}`,
        // Another round has other keys throughout: every node is replaced.
        round: Math.floor(step / 10),
        note: step % 3 ? `Harbour Trust, note ${step}.` : "",
        posts,
    };
}

/**
 * The text that a page shows at a step, white space left out.
 * @param {number} step
 */
export function textAt(step) {
    const { title, note, posts } = stateAt(step);
    const lines = posts.map(({ name, text }) => `Post by ${name} : ${text}`);
    return [title, note, ...lines].join("").replace(/\s+/g, "");
}
