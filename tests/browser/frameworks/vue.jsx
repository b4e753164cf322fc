/** The model's page in Vue: rendered on a server (`html`), then hydrated and updated in a browser (`start`). */
import { createSSRApp, h, nextTick, ref } from "vue";
import { renderToString } from "vue/server-renderer";
import { stateAt } from "./model.mjs";

const step = ref(0);

const App = {
    render() {
        const { title, round, note, posts } = stateAt(step.value);
        return h("article", [
            h("h1", title),
            note ? h("aside", note) : null,
            posts.map(({ id, name, text }) => h("p", { key: `${round} ${id}` }, ["Post by ", h("b", name), " : ", text])),
        ]);
    },
};

export function html() {
    return renderToString(createSSRApp(App));
}

export function start(element) {
    const app = createSSRApp(App);
    app.config.errorHandler = (error) => console.error(`crash: ${error}`);
    app.mount(element);
    globalThis.update = (next) => {
        step.value = next;
        return nextTick();
    };
}
