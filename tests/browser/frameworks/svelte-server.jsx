/** The Svelte page rendered on a server. */
import { render } from "svelte/server";
import App from "./App.svelte";

export function html() {
    return render(App).body;
}
