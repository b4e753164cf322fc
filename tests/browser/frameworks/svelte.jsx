/** The model's page in Svelte: hydrated and updated in a browser; `svelte-server.jsx` renders it on a server. */
import { hydrate } from "svelte";
import App from "./App.svelte";

export function start(element) {
    hydrate(App, { target: element });
}
