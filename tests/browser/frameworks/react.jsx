/** The model's page in React: rendered on a server (`html`), then hydrated and updated in a browser (`start`). */
import { createElement } from "react";
import { flushSync } from "react-dom";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { useState, useEffect } from "react";
import { stateAt } from "./model.mjs";

function App() {
    const [step, setStep] = useState(0);
    useEffect(() => {
        globalThis.update = (next) => flushSync(() => setStep(next));
    }, []);
    const { title, round, note, posts } = stateAt(step);
    return (
        <article>
            <h1>{title}</h1>
            {note && <aside>{note}</aside>}
            {posts.map(({ id, name, text }) => (
                <p key={`${round} ${id}`}>Post by <b>{name}</b> : {text}</p>
            ))}
        </article>
    );
}

export function html() {
    return renderToString(createElement(App));
}

export function start(element) {
    hydrateRoot(element, createElement(App), {
        onRecoverableError: (error) => console.error(`hydration: ${error.message}`),
    });
}
