/**
 * A small web site for the extension's tests: one invented article under every kind of content security policy, many different
 * articles, and articles as long as one likes. Records every request that reaches it.
 */
import { createServer } from "node:http";

/** What a page may allow its own scripts; the extension has to work under all of them. @type {Record<string, string>} */
export const POLICIES = {
    none: "",
    self: "script-src 'self'",
    nothing: "default-src 'none'",
    nonce: "script-src 'nonce-c3RhbmRmaXJzdA=='",
    "strict-dynamic": "script-src 'nonce-c3RhbmRmaXJzdA==' 'strict-dynamic'; object-src 'none'; base-uri 'none'",
    "trusted-types": "require-trusted-types-for 'script'; trusted-types 'none'",
    sandbox: "sandbox",
};

const STORY = [
    "“The ferry is the only road we have, and nobody asked us before they closed it,” said Marit Haldorsen, who runs the only shop on Lower Skarvoy.",
    "The county of Norrvik will end the winter line in October, it announced on Monday. The ferry carried 41,000 passengers in 2023, down 12 percent in a year.",
    "Councillor Beatrix Holloway rejects the criticism. “We are not cutting off an island, we are ending a line that nobody takes in winter,” she said.",
    "According to the Norrvik Harbour Board, the line loses £1.4 million a year, more than any other in the county. The contract with Brightwater Ferries was signed in 2019.",
    "Haldorsen expects to lose £20,000 a year. “My customers come by boat,” she said. She and 300 others have signed a letter to the county.",
];

/**
 * @param {number} number a different article for each
 * @param {number} paragraphs
 */
export function article(number = 0, paragraphs = STORY.length) {
    const body = Array.from({ length: paragraphs }, (_, at) => STORY[at % STORY.length].replaceAll("41,000", `${41 + number},${100 + (at % 900)}`));
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Ferry line ${number} to end in autumn</title>
<style>body{max-width:42rem;margin:2rem auto;font:18px/1.6 Georgia,serif;padding:0 1rem}</style>
<header><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav></header>
<main><article><h1>Ferry line ${number} to end in autumn</h1>${body.map((text) => `<p>${text}</p>`).join("\n")}</article></main>
<footer><p>Read more: seven recipes for a rainy weekend</p></footer></html>`;
}

/** @returns {Promise<{ url: string, requests: string[], close(): void }>} pages `policy/NAME`, `article/NUMBER`, `long/PARAGRAPHS` */
export function open() {
    /** @type {string[]} */
    const requests = [];
    const server = createServer((request, response) => {
        requests.push(request.url ?? "");
        const [, kind, name = ""] = (request.url ?? "").split("/");
        const policy = kind === "policy" ? POLICIES[name] : "";
        if (kind === "favicon.ico") return void response.writeHead(204).end();
        if (!["policy", "article", "long"].includes(kind)) return void response.writeHead(404).end();
        response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...(policy && { "content-security-policy": policy }) });
        response.end(kind === "long" ? article(0, Number(name)) : article(Number(name) || 0));
    });
    return new Promise((resolve) => {
        server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            const port = typeof address === "object" ? address?.port : 0;
            resolve({ url: `http://127.0.0.1:${port}/`, requests, close: () => server.close() });
        });
    });
}
