/**
 * Hosts for what Standfirst shows beside a page: an element of ours after the page's body, with a closed shadow root that the
 * page's styles and scripts do not reach, in the top layer where the browser has one. Nothing inside the page is touched, and
 * `remove` takes everything away again. What a host holds is the business of who asks for it.
 */

/**
 * No rule of the page comes through: each is the host's own, and important. Seen only while `marks.css` is on the page: Firefox
 * ends the scripts of an extension that is gone without a word, but takes its style sheets away.
 */
const BARE = { all: "initial", position: "fixed", display: "none", visibility: "var(--standfirst-there, hidden)", "z-index": "2147483647" };

export class Host {
    /**
     * @param {string} name after `data-standfirst-`
     * @param {string} sheet of the shadow root, beside this file
     */
    constructor(name, sheet) {
        this.element = document.createElement("div");
        this.element.setAttribute(`data-standfirst-${name}`, "");
        this.element.setAttribute("popover", "manual");
        this.shadow = this.element.attachShadow({ mode: "closed" });
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = new URL(sheet, import.meta.url).href;
        this.shadow.append(link);
        this.open = false;
        this.dress({});
        document.documentElement.append(this.element);
    }

    /** @param {Record<string, string>} style where it stands and how large it is */
    dress(style) {
        const whole = { ...BARE, ...style, display: this.open ? "block" : "none" };
        this.element.style.cssText = Object.entries(whole).map(([name, value]) => `${name}:${value}!important`).join(";");
    }

    /** Shows it above everything that the page shows now. @param {Record<string, string>} style */
    show(style) {
        // A page that writes itself anew may have swept it away.
        if (!this.element.isConnected) document.documentElement.append(this.element);
        this.open = true;
        this.dress(style);
        if (this.element.popover && !this.element.matches(":popover-open")) this.element.showPopover();
    }

    hide() {
        if (!this.open) return;
        this.open = false;
        if (this.element.popover && this.element.matches(":popover-open")) this.element.hidePopover();
        this.dress({});
    }

    remove() {
        this.element.remove();
    }
}
