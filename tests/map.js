// Opens the page of `map --html` in a browser and uses it by keyboard:
//     node map.js NODE_MODULES CHROMIUM FILE
// Prints what it saw as JSON.
"use strict"
const path = require("path"), fs = require("fs")
const [, , modules, chromium, file] = process.argv
const puppeteer = require(path.join(modules, "puppeteer-core"))
const axe = path.join(modules, "@daisy/axe-core-for-ace/axe.min.js")

async function look(page) {
  return page.evaluate(() => ({
    shown: [...document.querySelectorAll("article:not([hidden])")]
      .map(article => article.textContent),
    all: document.querySelectorAll("article").length,
    said: document.getElementById("count").textContent,
    groups: document.querySelectorAll("section.chapter:not([hidden])").length,
    focus: document.activeElement.id || document.activeElement.className,
  }))
}

async function type(page, words) {
  await page.keyboard.press("Escape")
  await page.keyboard.type(words)
  await new Promise(done => setTimeout(done, 400))
  return look(page)
}

async function main() {
  const browser = await puppeteer.launch({
    executablePath: chromium, headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  })
  const page = await browser.newPage(), log = [], requests = []
  page.on("console", message => log.push(message.text()))
  page.on("pageerror", error => log.push(error.message))
  page.on("request", request => requests.push(request.url()))
  await page.goto("file://" + file)
  const seen = { log, requests, start: await look(page) }
  // The first tab stop leads to the field; Enter goes there.
  await page.keyboard.press("Tab")
  seen.first = (await look(page)).focus
  await page.keyboard.press("Enter")
  seen.field = (await look(page)).focus
  if (seen.field !== "search") {
    await page.focus("#search")
  }
  for (const [name, words] of Object.entries(
    { one: "vierkant geheim", accents: "een belangrijk ge\u0308heim",
      none: "zwaluwstaart", reader: "niemand" }))
    seen[name] = await type(page, words)
  await page.keyboard.press("Escape")
  await new Promise(done => setTimeout(done, 400))
  seen.cleared = await look(page)
  if (fs.existsSync(axe)) {
    await page.evaluate(fs.readFileSync(axe, "utf8"))
    seen.axe = await page.evaluate(async () => (await window.axe.run())
      .violations.map(rule => rule.id + ": "
        + rule.nodes.map(node => node.html).slice(0, 3).join(" ")))
  }
  await browser.close()
  console.log(JSON.stringify(seen))
}

main().catch(error => { console.error(error); process.exit(1) })
