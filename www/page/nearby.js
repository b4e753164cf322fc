/**
 * Which elements lie within a window's height of the window. On a page with thousands of marks only those nearby are painted
 * (Firefox takes most of a second for 9,000 highlights); on paper all of them are.
 */
export class Nearby {
    /**
     * @param {() => void} changed called when other elements have come near
     * @param {AbortSignal} [signal] takes its listeners away
     */
    constructor(changed, signal) {
        this.changed = changed;
        /** @type {Set<Element>} */
        this.near = new Set();
        /** @type {IntersectionObserver | null} null: everything counts as near */
        this.observer = null;
        this.printing = false;
        addEventListener("beforeprint", () => this.#print(true), { signal });
        addEventListener("afterprint", () => this.#print(false), { signal });
        signal?.addEventListener("abort", () => this.stop());
    }

    /**
     * @param {Iterable<Element>} elements to watch, in place of all others
     * @param {Iterable<Element>} [near] those that count as near until the browser has looked
     */
    watch(elements, near = []) {
        this.stop();
        this.near = new Set(near);
        this.observer = new IntersectionObserver((entries) => this.#moved(entries), { rootMargin: "100% 0px" });
        for (const element of elements) this.observer.observe(element);
    }

    stop() {
        this.observer?.disconnect();
        this.observer = null;
        this.near.clear();
    }

    /** @param {Element} element */
    has(element) {
        return !this.observer || this.printing || this.near.has(element);
    }

    /** @param {IntersectionObserverEntry[]} entries */
    #moved(entries) {
        for (const { target, isIntersecting, boundingClientRect: { width, height } } of entries) {
            // An element without a box of its own (`display: contents`) cannot be seen coming.
            if (isIntersecting || (!width && !height)) this.near.add(target);
            else this.near.delete(target);
        }
        this.changed();
    }

    /** @param {boolean} printing */
    #print(printing) {
        this.printing = printing;
        if (this.observer) this.changed();
    }
}
