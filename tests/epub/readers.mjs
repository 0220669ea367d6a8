// Opens an e-book in foliate-js, epub.js and Vivliostyle's viewer, in headless
// Chromium without a network, and tells what they make of it:
//
//     node tests/epub/readers.mjs NODE_MODULES book.epub FOLDER TEXT
//
// FOLDER holds the book's files, for Vivliostyle; TEXT is one of them with a
// table, to see what is left of it for a screen reader where it does not fit.
// Prints JSON.
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const [, , modules, book, folder, text] = process.argv;
const puppeteer = createRequire(path.resolve(modules, "x"))("puppeteer-core");

const types = {
    ".js": "text/javascript", ".html": "text/html", ".css": "text/css",
    ".epub": "application/epub+zip", ".svg": "image/svg+xml",
    ".xhtml": "application/xhtml+xml", ".png": "image/png",
    ".opf": "application/oebps-package+xml", ".xml": "application/xml",
    ".ncx": "application/x-dtbncx+xml", ".json": "application/json",
};

// What each page leaves in `window.told`, once it is done.
const pages = {
    "/foliate.html": `<!doctype html><meta charset="utf-8">
<style>html, body { margin: 0; height: 100% }
foliate-view { display: block; height: 100% }</style>
<script type="module">
import "/modules/foliate-js/view.js";
import { FootnoteHandler } from "/modules/foliate-js/footnotes.js";
const later = ms => new Promise(done => setTimeout(done, ms));
const flat = list => (list || []).flatMap(one => [
    [one.label, one.href], ...flat(one.subitems)]);
const told = { errors: [], notes: [] };

// Turns to the first chapter with a note, and taps its number.
async function tapNote(view, handler) {
    for (let i = 0; i < view.book.sections.length; i++) {
        const page = await view.book.sections[i].createDocument?.();
        if (!page?.querySelector("a.noteref"))
            continue;
        await view.goTo(i);
        await later(500);
        const shown = view.renderer.getContents()[0].doc;
        shown.querySelector("a.noteref").click();
        for (let wait = 0; wait < 40 && !told.notes.length; wait++)
            await later(100);
        return;
    }
}

try {
    const blob = await (await fetch("/book.epub")).blob();
    const view = document.createElement("foliate-view");
    document.body.append(view);
    await view.open(new File([blob], "book.epub",
                             { type: "application/epub+zip" }));
    const { book } = view;
    told.title = book.metadata.title;
    told.language = book.metadata.language;
    told.contents = flat(book.toc);
    told.pages = flat(book.pageList);
    told.landmarks = book.landmarks.map(one => one.type.join(" "));
    told.cover = (await book.getCover())?.type;
    const handler = new FootnoteHandler();
    handler.addEventListener("before-render", event =>
        document.body.append(event.detail.view));
    handler.addEventListener("render", ({ detail }) => told.notes.push({
        type: detail.type, text: detail.view.renderer.getContents()[0]
            .doc.body.innerText.trim() }));
    view.addEventListener("link", event => handler.handle(book, event)
        ?.catch(error => told.errors.push(String(error))));
    await tapNote(view, handler);
    told.lost = [];
    for (const [label, href] of told.pages)
        if (!view.resolveNavigation(href))
            told.lost.push(label);
} catch (error) {
    told.errors.push(String(error.stack));
}
window.told = told;
</script>`,
    "/epubjs.html": `<!doctype html><meta charset="utf-8">
<script src="/modules/jszip/dist/jszip.min.js"></script>
<script src="/modules/epubjs/dist/epub.min.js"></script>
<div id="book"></div>
<script type="module">
const flat = list => (list || []).flatMap(one => [
    [one.label.trim(), one.href], ...flat(one.subitems)]);
const told = { errors: [] };
try {
    const book = ePub("/book.epub");
    const shown = book.renderTo("book", { width: 390, height: 700 });
    await book.ready;
    told.title = book.packaging.metadata.title;
    told.language = book.packaging.metadata.language;
    told.contents = flat(book.navigation.toc);
    told.pages = book.pageList.pages;
    told.landmarks = book.navigation.landmarks.map(one => one.type);
    told.cover = await book.coverUrl() ? "there" : null;
    await shown.display(book.navigation.toc[2].href);
    told.text = shown.getContents()[0].document.body.innerText.trim();
} catch (error) {
    told.errors.push(String(error.stack));
}
window.told = told;
</script>`,
};

function file_of(address) {
    if (address === "/book.epub")
        return book;
    for (const [prefix, root] of [["/modules/", modules], ["/files/", folder]])
        if (address.startsWith(prefix))
            return path.join(root, address.slice(prefix.length));
    return "";
}

const server = http.createServer((request, response) => {
    const address = decodeURIComponent(request.url.split("?")[0]);
    const file = file_of(address);
    response.setHeader("content-type", types[path.extname(file || address)]
                       || "application/octet-stream");
    if (pages[address])
        response.end(pages[address]);
    else if (file && fs.existsSync(file) && fs.statSync(file).isFile())
        response.end(fs.readFileSync(file));
    else {
        response.statusCode = 404;
        response.end();
    }
});
await new Promise(done => server.listen(0, "127.0.0.1", done));
const base = `http://127.0.0.1:${server.address().port}`;
const browser = await puppeteer.launch({
    executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

// What Vivliostyle looks for, and no book needs to have.
const optional = ["favicon.ico", "/files/", "/META-INF/encryption.xml"];

// A page of ours or of a reader; `tell` is called in it once `ready` holds.
async function visit(address, ready, tell) {
    const tab = await browser.newPage();
    const errors = [];
    await tab.setViewport({ width: 390, height: 844 });
    tab.on("pageerror", error => errors.push(error.message));
    tab.on("response", response => {
        if (response.status() >= 400 &&
            !optional.some(end => response.url().endsWith(end)))
            errors.push(`${response.status()} ${response.url()}`);
    });
    await tab.goto(base + address);
    await tab.waitForFunction(ready, { timeout: 120000, polling: 200 })
        .catch(error => errors.push(error.message));
    const told = await tab.evaluate(tell);
    await tab.close();
    return { ...told, errors: [...(told?.errors || []), ...errors] };
}

// The parts of the tables on a narrow screen, by role, with their names.
async function narrow(address) {
    const tab = await browser.newPage();
    await tab.setViewport({ width: 220, height: 844 });
    await tab.goto(base + address);
    const session = await tab.createCDPSession();
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const named = role => nodes.filter(one => one.role?.value === role)
        .map(one => one.name?.value || "");
    const wide = await tab.evaluate(() =>
        document.documentElement.scrollWidth > innerWidth);
    await tab.close();
    return { tables: named("table"), rows: named("row").length,
             cells: named("cell"), heads: named("columnheader"), wide };
}

const told = {
    narrow: await narrow(`/files/${text}`),
    foliate: await visit("/foliate.html", "window.told", "window.told"),
    epubjs: await visit("/epubjs.html", "window.told", "window.told"),
    vivliostyle: await visit(
        `/modules/@vivliostyle/viewer/lib/index.html#src=${base}/files/` +
        "&bookMode=true&renderAllPages=true",
        () => document.querySelector("[data-vivliostyle-viewer-status]")
            ?.dataset.vivliostyleViewerStatus === "complete",
        () => ({
            title: document.title,
            pages: document.querySelectorAll(
                "[data-vivliostyle-page-container]").length,
            text: document.querySelector(
                "[data-vivliostyle-viewer-viewport]").textContent,
        })),
};
await browser.close();
server.close();
console.log(JSON.stringify(told, null, 1));
