// Runs axe over HTML pages in headless Chromium, narrow, wide and dark:
//
//     node tests/epub/axe.js NODE_MODULES page.html ...
//
// Prints each violation; exit status 1 when there is any.
const path = require("path");
const { pathToFileURL } = require("url");
const modules = path.resolve(process.argv[2]);
const puppeteer = require(path.join(modules, "puppeteer-core"));
const axe = require.resolve(path.join(modules, "@daisy/axe-core-for-ace"));

const looks = [
    { width: 320, height: 640, scheme: "light" },
    { width: 1200, height: 800, scheme: "light" },
    { width: 390, height: 844, scheme: "dark" },
];

async function violations(browser, page, look) {
    const tab = await browser.newPage();
    await tab.setViewport({ width: look.width, height: look.height });
    await tab.emulateMediaFeatures([
        { name: "prefers-color-scheme", value: look.scheme }]);
    await tab.goto(pathToFileURL(path.resolve(page)).href);
    await tab.addScriptTag({ path: axe });
    const found = await tab.evaluate(async () => {
        const wide = document.documentElement.scrollWidth > innerWidth;
        const result = await window.axe.run();
        return result.violations.map(v =>
            `${v.impact} ${v.id}: ${v.help} ${v.nodes[0].html}`)
            .concat(wide ? ["the page scrolls sideways"] : []);
    });
    await tab.close();
    return found.map(line => `${page} ${look.width} ${look.scheme}: ${line}`);
}

(async () => {
    const browser = await puppeteer.launch({
        executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
        args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    });
    const found = [];
    for (const page of process.argv.slice(3))
        for (const look of looks)
            found.push(...await violations(browser, page, look));
    await browser.close();
    for (const line of found)
        console.log(line);
    process.exit(found.length ? 1 : 0);
})().catch(error => { console.error(error); process.exit(2); });
