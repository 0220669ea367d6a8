// Uses the page of `serve` in Chromium:
//     node serve.mjs NODE_MODULES CHROMIUM ADDRESS BOOK
//     node serve.mjs NODE_MODULES CHROMIUM ADDRESS BOOK --latency COUNT
// Prints {"what holds": "" or what is wrong} as JSON; with --latency the
// milliseconds from each save to the changed word on the page.
import { createRequire } from "module"
import { readFileSync, rmSync, writeFileSync } from "fs"
import path from "path"

const [, , modules, executablePath, address, book, , count] = process.argv
const require = createRequire(path.join(path.resolve(modules), "x.js"))
const { chromium } = require("playwright-core")
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8")
const results = {}
const ONE = "bouwstenen/01-wat-opbouwwerk-is.md"

const browser = await chromium.launch({ executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] })
const context = await browser.newContext({ locale: "nl-NL",
  viewport: { width: 1440, height: 900 }, bypassCSP: false,
  permissions: ["clipboard-read", "clipboard-write"] })
const page = await context.newPage()
const log = [], elsewhere = []
page.on("console", message => log.push(message.text()))
page.on("pageerror", error => log.push(String(error)))
page.on("request", request => {
  if (!request.url().startsWith(address)) elsewhere.push(request.url())
})

function check(name, problem) {
  results[name] = problem ? String(problem) : ""
}

function save(file, change) {
  const name = path.join(book, file)
  writeFileSync(name, change(readFileSync(name, "utf8")))
}

/** Waits until something holds in the page.  Playwright's own waiting needs eval,
 * which the page forbids. */
async function until(condition, value = null, timeout = 8000) {
  const end = Date.now() + timeout
  while (Date.now() < end) {
    if (await page.evaluate(condition, value)) return
    await new Promise(done => setTimeout(done, 20))
  }
  throw new Error(`it never was so: ${condition} ${value}`)
}

/** Goes to a file's line and returns the word that was chosen there. */
async function find(place) {
  await page.fill("#find", place)
  await page.press("#find", "Enter")
  await page.waitForSelector(".mark.chosen", { timeout: 5000 })
  await until(file => document.getElementById("where")
    ?.textContent.startsWith(file), place.split(":").slice(0, 2).join(":"))
  return page.textContent("#where")
}

/** What axe finds, without the frame of the e-book: Ace judges that. */
async function judge(name) {
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run(
    { exclude: ["iframe"] }, { resultTypes: ["violations"], iframes: false }))
  check(`axe finds nothing: ${name}`, found.violations.map(violation =>
    `${violation.id}: ${violation.nodes.slice(0, 3).map(node => node.html.slice(0, 160))
      .join(" | ")}`).join("\n"))
}

async function seeEdit() {
  await find(`${ONE}:20`)
  const scrolled = await page.evaluate(() => document.querySelector(".scroller").scrollTop)
  save(ONE, text => text.replace("## Wat\n", "## Wat\n\nZeldzaamwoord hier.\n"))
  await until(() => [...document.querySelectorAll(".page [data-w]")]
    .some(word => word.textContent === "Zeldzaamwoord"))
    .catch(() => {})
  const shows = await page.evaluate(() => document.querySelectorAll(".page svg").length)
  const now = await page.evaluate(() => document.querySelector(".scroller").scrollTop)
  check("the page stays where it is while it changes",
    Math.abs(now - scrolled) < 4 ? "" : `${scrolled} ${now}`)
  const where = await find(`${ONE}:${readFileSync(path.join(book, ONE), "utf8")
    .split("\n").indexOf("Zeldzaamwoord hier.") + 1}`)
  await until(() => [...document.querySelectorAll(".page [data-w]")]
    .some(one => one.textContent === "Zeldzaamwoord"))
  check("a changed word shows on the page", shows && where.startsWith(ONE) ? "" : where)
}

async function clickWord() {
  const word = page.locator(".page [data-w]", { hasText: /^Zeldzaamwoord$/ }).first()
  await word.click()
  await until(() => document.getElementById("where"))
  const where = await page.textContent("#where")
  const line = readFileSync(path.join(book, ONE), "utf8").split("\n")
    .indexOf("Zeldzaamwoord hier.") + 1
  check("a click on a word gives its file and line",
    where === `${ONE}:${line}:1` ? "" : where)
  await page.click("#place button")
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  check("the place can be copied", copied === where ? "" : copied)
  const link = await page.getAttribute("#place a", "href")
  check("the editor's address has the place",
    link?.startsWith("vscode://file/") && link.endsWith(`:${line}:1`) ? "" : link)
  await page.focus(".scroller")
  await page.keyboard.press("ArrowRight")
  await until(before => document.getElementById("where")
    ?.textContent !== before, where)
  const next = await page.textContent("#where")
  check("the next word is reached by keyboard",
    next === `${ONE}:${line}:15` ? "" : next)
  const said = await page.textContent("#live")
  check("what is chosen is told to screen readers",
    said.includes(next) ? "" : said)
}

async function search() {
  await page.fill("#search", "zeldzaamWOORD")
  await page.press("#search", "Enter")
  await page.waitForSelector("#results-list li")
  const hits = await page.locator("#results-list li").count()
  check("searching finds the word", hits === 1 ? "" : `${hits} hits`)
  await page.fill("#search", "krachtenveld")
  await page.press("#search", "Enter")
  await until(() => document.querySelectorAll("#results-list li").length > 5)
  await page.click("#results-list li:nth-child(4) button")
  await until(() => document.querySelector(".mark.chosen"))
  const marked = await page.locator(".mark.hit").count()
  check("what is found is marked", marked ? "" : "no marks")
}

async function sideBySide() {
  await page.click("#add")
  const frame = page.frameLocator("iframe:visible")
  await frame.locator("h1").first().waitFor({ timeout: 10000 })
  await page.selectOption(".pane:nth-child(2) .tool select", "EPUB/text/bouwsteen-1.xhtml")
  await frame.locator("text=Zeldzaamwoord").first().waitFor({ timeout: 10000 })
  save(ONE, text => text.replace("Zeldzaamwoord hier.", "Zeldzaamding hier."))
  const shown = await frame.locator("text=Zeldzaamding").first()
    .waitFor({ timeout: 10000 }).then(() => "", String)
  check("the e-book follows too", shown)
  await judge("two sides, a search and a place")
  await page.screenshot({ path: process.env.SERVE_SCREENSHOT || "/dev/null", type: "png" })
    .catch(() => {})
  await page.click(".pane:nth-child(2) button.close")
  check("a side can be closed", await page.locator(".pane").count() === 1 ? "" : "it is there")
}

async function fault() {
  save(ONE, text => text.replace("Zeldzaamding hier.", "Zeldzaamding [](#nergens-te-vinden)."))
  await page.waitForSelector("#problems li.error", { timeout: 10000 })
  const text = await page.textContent("#problems li.error")
  check("a fault is listed with its place", text.includes(ONE) ? "" : text)
  check("it is said that the pages are older",
    await page.isVisible("#banner") ? "" : "no banner")
  await judge("with an error")
  save(ONE, one => one.replace("Zeldzaamding [](#nergens-te-vinden).", "Alles goed."))
  await page.waitForSelector("#banner", { state: "hidden", timeout: 10000 })
  check("a mended fault is gone", "")
}

async function partner() {
  rmSync(path.join(book, "partners/wijkteam.approved"), { force: true })
  await page.click("summary:has-text('Uittreksels')")
  await page.click(".edition:has-text('wijkteam')")
  await page.waitForSelector("#approval-changes details")
  const name = await page.textContent("#make-title")
  check("files are made of the edition in view", name.endsWith("wijkteam") ? "" : name)
  const [download] = await Promise.all([page.waitForEvent("download"),
    page.click("[data-target=booklet]")])
  const file = download.suggestedFilename()
  check("a booklet is downloaded", file.endsWith(".pdf") && !await download.failure()
    ? "" : file)
  await judge("an excerpt")
  if (process.env.SERVE_SCREENSHOT)
    await page.screenshot({ path: process.env.SERVE_SCREENSHOT.replace(".png", "2.png") })
  await page.click("#approve")
  await until(() => document.getElementById("approve").disabled)
  const text = readFileSync(path.join(book, "partners/wijkteam.approved"), "utf8")
  check("an excerpt can be approved", text.includes("excerpt: wijkteam") ? "" : text)
}

async function english() {
  const other = await browser.newContext({ locale: "en-GB", viewport: { width: 1200, height: 800 } })
  const tab = await other.newPage()
  await tab.goto(address)
  await tab.waitForSelector(".page svg")
  const title = await tab.textContent("#problems-title")
  check("an English browser gets English", title === "Messages" ? "" : title)
  await other.close()
}

async function latency() {
  await find(`${ONE}:20`)
  const times = []
  for (let i = 0; i < Number(count); i++) {
    const word = `Meetwoord${i}x`
    const seen = page.evaluate(wanted => new Promise(done => {
      const look = () => [...document.querySelectorAll(".page [data-w]")]
        .some(one => one.textContent === wanted)
      const watcher = new MutationObserver(() => {
        if (!look()) return
        watcher.disconnect()
        requestAnimationFrame(() => done(Date.now()))
      })
      watcher.observe(document.querySelector(".scroller"), { childList: true, subtree: true })
    }), word)
    // Somebody who writes saves now soon, now late: while others are looked over.
    await new Promise(done => setTimeout(done, 300 + i * 797 % 2500))
    const started = Date.now()
    save(ONE, text => text.replace(/^(## In één minuut.*\n\n)(Meetwoord\d+x )?/m,
      `$1${word} `))
    times.push(await seen - started)
  }
  return times
}

await page.goto(address)
await page.waitForSelector(".page svg", { timeout: 20000 })
if (count) {
  console.log(JSON.stringify(await latency()))
} else {
  for (const part of [() => judge("at first"), seeEdit, clickWord, search, sideBySide,
    fault, partner, english])
    await part().catch(error => check(part.name || "at first", error))
  check("nothing is asked from elsewhere", elsewhere.filter(url =>
    !url.startsWith("data:")).join("\n"))
  check("the browser has nothing to complain about", log.join("\n"))
  console.log(JSON.stringify(results))
}
await browser.close()
