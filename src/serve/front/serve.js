// The book in view: what is shown, what is chosen, and what the program tells.
import { ask, make, say, sayAll } from "./words.js"
import { PageColumn } from "./pages.js"
import { $, announce, state } from "./state.js"
import { editorAddress, excerpt, placeText, placeTools } from "./places.js"
import { approve, showApproval, showMake } from "./make.js"

// --- panes ------------------------------------------------------------------

/** One side: an edition on paper or as an e-book. */
class Pane {
  constructor(edition) {
    this.edition = edition
    this.form = "print"
    this.file = null
    this.readingNumber = 0
    this.width = 0
    this.build()
    this.column = new PageColumn(this.scroller, { onSeen: index => this.seen(index) })
  }

  build() {
    this.choice = make("select", {})
    this.fillChoice()
    this.formChoice = make("select", {},
      make("option", { value: "print" }, say("print")),
      make("option", { value: "reading" }, say("reading")))
    this.pageField = make("input", { type: "text", size: 4, inputmode: "numeric" })
    this.pageCount = make("span", { class: "quiet" })
    this.chapters = make("select", {})
    this.close = this.button("×", "closePane", () => removePane(this))
    this.close.classList.add("close")
    const label = (word, field) => make("label", {}, make("span", {}, say(word)), field)
    this.pageForm = make("form", { class: "tool" }, label("page", this.pageField),
      this.pageCount)
    this.zoom = make("span", { class: "tool" },
      this.button("−", "smaller", () => this.scale(1 / 1.15)),
      this.button("+", "larger", () => this.scale(1.15)))
    this.chapterTool = make("span", { class: "tool", hidden: true },
      label("chapter", this.chapters))
    this.scroller = make("div", { class: "scroller", tabindex: "0", role: "group" })
    this.frame = make("iframe", { sandbox: "allow-same-origin", hidden: true })
    this.note = make("p", { class: "note", hidden: true })
    this.root = make("section", { class: "pane" },
      make("div", { class: "tools" }, label("edition", this.choice),
        label("form", this.formChoice), this.pageForm, this.zoom, this.chapterTool,
        this.close),
      this.note, this.scroller, this.frame)
    this.listen()
  }

  button(sign, word, action) {
    const button = make("button", { type: "button", class: "sign", "aria-label": say(word),
      title: say(word) }, sign)
    button.addEventListener("click", action)
    return button
  }

  listen() {
    this.choice.addEventListener("change", () => this.choose(this.choice.value))
    this.formChoice.addEventListener("change", () => this.setForm(this.formChoice.value))
    this.chapters.addEventListener("change", () => this.openFile(this.chapters.value))
    this.root.addEventListener("focusin", () => activate(this))
    this.root.addEventListener("pointerdown", () => activate(this))
    this.pageForm.addEventListener("submit", event => {
      event.preventDefault()
      this.goLabel(this.pageField.value.trim())
    })
    this.scroller.addEventListener("click", event => this.clicked(event))
    this.scroller.addEventListener("keydown", event => this.key(event))
    this.frame.addEventListener("load", () => this.loaded())
  }

  fillChoice() {
    this.choice.replaceChildren()
    for (const kind of ["edition", "excerpt", "session"]) {
      const group = make("optgroup", { label: say(`${kind}s`) })
      for (const edition of state.book.editions)
        if (edition.kind === kind)
          group.append(make("option", { value: edition.id }, edition.id))
      if (group.children.length) this.choice.append(group)
    }
    this.choice.value = this.edition
  }

  name(number) {
    const text = say("pane", number + 1, this.edition)
    this.root.setAttribute("aria-label", text)
    this.scroller.setAttribute("aria-label", `${text}, ${say("print")}`)
    this.frame.title = say("readingOf", this.edition)
  }

  async choose(edition) {
    this.edition = edition
    this.choice.value = edition
    this.file = null
    this.readingNumber = 0
    this.column.mark([])
    await this.refresh()
    namePanes()
  }

  setForm(form) {
    this.form = form
    this.formChoice.value = form
    const isPrint = form === "print"
    this.scroller.hidden = this.pageForm.hidden = this.zoom.hidden = !isPrint
    this.frame.hidden = this.chapterTool.hidden = isPrint
    this.note.hidden = true
    return this.refresh()
  }

  refresh() {
    return this.form === "print" ? this.refreshPages() : this.refreshReading()
  }

  async refreshPages() {
    const { edition } = this
    const list = await ask("pages.json", { edition })
    if (!list || edition !== this.edition) return
    const changed = await this.column.show(edition, list)
    this.pageCount.textContent = say("of", list.pages.at(-1)?.label ?? 0)
    if (this === state.active) thumbnails.show(edition, list)
    if (changed.length) {
      announce(say("changed", changed.map(at => list.pages[at].label || at + 1)
        .slice(0, 12).join(", ")))
      if ($("follow").checked && !this.sees(changed)) this.column.go(changed[0])
    }
    if (this === state.active) showApproval()
    showPlaces(this)
  }

  sees(pages) {
    const { index } = this.column.place()
    return pages.some(page => page === index || page === index + 1)
  }

  /** The e-book: its chapters, and the open one where it was. */
  async refreshReading() {
    const { edition } = this
    const list = await ask("reading.json", { edition })
    if (edition !== this.edition || this.form !== "reading") return
    this.note.hidden = Boolean(list)
    this.note.textContent = list ? "" : say("noReading")
    if (!list || list.number === this.readingNumber) return
    this.readingNumber = list.number
    this.chapters.replaceChildren(...list.files.map(file =>
      make("option", { value: file.name }, unescapeText(file.title))))
    const file = list.files.some(({ name }) => name === this.file) ? this.file
      : (list.files.find(({ name }) => /titel/.test(name)) || list.files[0]).name
    await this.openFile(file, true)
  }

  async openFile(file, isUpdate = false) {
    const path = `reading/${this.edition}/${file}`
    const text = await (await fetch(path)).text()
    const isSame = isUpdate && file === this.file && text === this.text
    this.keep = isUpdate && file === this.file
      ? this.frame.contentWindow?.scrollY ?? 0 : 0
    this.file = file
    this.text = text
    this.chapters.value = file
    if (!isSame) this.frame.src = path
  }

  loaded() {
    const view = this.frame.contentWindow
    if (this.keep) view.scrollTo(0, this.keep)
    const path = view.location.pathname.split(`/reading/${this.edition}/`)[1]
    if (path) {
      this.file = decodeURIComponent(path)
      this.chapters.value = this.file
    }
  }

  scale(factor) {
    const sheet = this.column.elements[0]
    const place = this.column.place()
    this.width = Math.round(Math.min(1600, Math.max(240,
      (this.width || sheet?.offsetWidth || 600) * factor)))
    this.scroller.style.setProperty("--page-width", `${this.width}px`)
    this.column.stay(place)
  }

  seen(index) {
    const page = this.column.pages[index]
    if (page && document.activeElement !== this.pageField)
      this.pageField.value = page.label || index + 1
    if (this === state.active) followThumbnail(index)
  }

  goLabel(label) {
    const index = this.column.pages.findIndex(page => page.label === label)
    if (index >= 0) this.column.go(index)
  }

  clicked(event) {
    const link = event.target.closest(".link")
    const word = event.target.closest("[data-w]") || wordUnder(event)
    const page = event.target.closest(".page")
    if (!page || String(getSelection()).trim()) return
    if (word) choosePlace(this, page.index, word.dataset.w, linkAt(word))
    else if (link) this.column.go(Number(link.dataset.page))
  }

  /** Left and right go from word to word. */
  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const place = state.place?.pane === this ? state.place : null
    const index = place ? place.page : this.column.place().index
    const element = this.column.elements[index]
    const words = element ? [...element.querySelectorAll("[data-w]")] : []
    const at = place ? words.findIndex(word => word.dataset.w === place.word) + step : 0
    if (words[at]) choosePlace(this, index, words[at].dataset.w, linkAt(words[at]))
    else if (this.column.elements[index + step]) this.edge(index + step, step)
  }

  async edge(index, step) {
    const element = this.column.elements[index]
    await this.column.draw(element)
    const words = [...element.querySelectorAll("[data-w]")]
    const word = words.at(step > 0 ? 0 : -1)
    if (word) choosePlace(this, index, word.dataset.w, null)
    else this.column.go(index)
  }
}

/** Titles come from XHTML. */
function unescapeText(text) {
  return new DOMParser().parseFromString(text, "text/html").documentElement.textContent
}

function wordUnder(event) {
  return document.elementsFromPoint(event.clientX, event.clientY)
    .find(element => element.dataset?.w !== undefined)
}

/** The page that a link over a word leads to; null. */
function linkAt(word) {
  const box = word.getBoundingClientRect()
  const x = box.left + box.width / 2, y = box.top + box.height / 2
  for (const link of word.ownerSVGElement.querySelectorAll(".link")) {
    const area = link.getBoundingClientRect()
    if (x >= area.left && x <= area.right && y >= area.top && y <= area.bottom)
      return Number(link.dataset.page)
  }
  return null
}

function namePanes() {
  showMake()
  state.panes.forEach((pane, number) => {
    pane.name(number)
    pane.close.hidden = state.panes.length < 2
  })
  $("add").hidden = state.panes.length > 1
  showEditions()
}

async function addPane(edition, form = "print") {
  const pane = new Pane(edition)
  state.panes.push(pane)
  $("panes").append(pane.root)
  activate(pane)
  namePanes()
  await pane.setForm(form)
  return pane
}

function removePane(pane) {
  state.panes = state.panes.filter(other => other !== pane)
  pane.root.remove()
  activate(state.panes[0])
  namePanes()
  state.panes[0].scroller.focus()
}

function activate(pane) {
  if (state.active === pane) return
  state.active = pane
  for (const other of state.panes) other.root.classList.toggle("active", other === pane)
  showMake()
  if (pane.column?.pages.length)
    thumbnails.show(pane.edition, { number: pane.column.number, pages: pane.column.pages })
  showEditions()
}

// --- the left side ----------------------------------------------------------

const thumbnails = new PageColumn($("thumbnails"), {
  isThumbnail: true,
  onChoose: async index => {
    if (state.active.form !== "print") await state.active.setForm("print")
    state.active.column.go(index)
  },
})

function followThumbnail(index) {
  for (const element of thumbnails.elements)
    element.toggleAttribute("aria-current", element.index === index)
  const element = thumbnails.elements[index], box = $("thumbnails")
  if (!element) return
  const area = element.getBoundingClientRect(), own = box.getBoundingClientRect()
  if (area.top < own.top || area.bottom > own.bottom)
    box.scrollTop += area.top - own.top - own.height / 3
}

function showEditions() {
  const lists = []
  for (const kind of ["edition", "excerpt", "session"]) {
    const list = make("ul", { class: "editions" })
    for (const edition of state.book.editions.filter(other => other.kind === kind)) {
      const button = make("button", { type: "button", class: "edition" },
        make("b", {}, edition.id),
        make("span", {}, kind === "edition" ? edition.subtitle || edition.title : edition.title))
      if (state.active?.edition === edition.id) button.setAttribute("aria-current", "true")
      button.addEventListener("click", () => state.active.choose(edition.id))
      list.append(make("li", {}, button))
    }
    if (!list.children.length) continue
    lists.push(kind === "edition" ? list : make("details",
      { open: state.open?.[kind] ?? false, "data-kind": kind },
      make("summary", {}, say(`${kind}s`)), list))
  }
  const focused = document.activeElement?.closest?.(".edition b, .edition")?.querySelector("b")?.textContent
  $("editions").replaceChildren(...lists)
  for (const details of $("editions").querySelectorAll("details"))
    details.addEventListener("toggle", () => {
      state.open = { ...state.open, [details.dataset.kind]: details.open }
    })
  if (focused)
    [...$("editions").querySelectorAll("button")]
      .find(button => button.querySelector("b").textContent === focused)?.focus()
}

// --- places -----------------------------------------------------------------

async function choosePlace(pane, page, word, link) {
  state.place = { pane, page, word }
  pane.column.mark([{ page, words: [word], kind: "chosen" }])
  pane.column.goWord(page, word)
  const place = await ask("place", { edition: pane.edition, page, word })
  if (state.place?.pane !== pane || state.place.word !== word) return
  showPlace(place, pane, link)
}

function showPlace(place, pane, link = null) {
  const box = $("place")
  const jump = link === null ? [] : [pageButton(pane, link)]
  if (!place) {
    box.replaceChildren(make("p", {}, say("noPlace")), ...jump)
    announce(say("noPlace"))
    return
  }
  box.replaceChildren(
    ...(place.copy ? [make("p", { class: "quiet" }, say("isCopy"))] : []),
    make("p", { class: "where" }, make("code", { id: "where" }, placeText(place))),
    excerpt(place.text, place.column), placeTools(place), ...jump)
  announce(`${place.shown}: ${placeText(place)}`)
}

function pageButton(pane, index) {
  const label = pane.column.pages[index]?.label ?? index + 1
  const button = make("button", { type: "button", class: "plain" }, say("goPage", label))
  button.addEventListener("click", () => pane.column.go(index))
  return make("p", {}, button)
}

/** From FILE:LINE to the page. */
async function findPlace(text, pane = state.active) {
  if (pane.form !== "print") await pane.setForm("print")
  const answer = await ask("find", { edition: pane.edition, place: text })
  const found = answer?.found ?? []
  if (!found.length) {
    $("place").replaceChildren(make("p", {}, say(answer?.file ? "noHits" : "noFile")))
    announce(say(answer?.file ? "noHits" : "noFile"))
    return
  }
  const [first, ...rest] = found
  await choosePlace(pane, first.page, first.word, null)
  for (const other of rest.filter(({ page }) => page !== first.page).slice(0, 5)) {
    const button = make("button", { type: "button", class: "plain" },
      say("elsewhere", other.label))
    button.addEventListener("click", () => choosePlace(pane, other.page, other.word, null))
    $("place").append(make("p", {}, button))
  }
}

// --- searching --------------------------------------------------------------

async function search() {
  const words = $("search").value.trim(), pane = state.active
  $("results").hidden = !words
  if (!words) {
    pane.column.mark([])
    return
  }
  if (pane.form !== "print") await pane.setForm("print")
  const { hits, count } = await ask("search", { edition: pane.edition, words })
  const text = !count ? say("noHits") : count > hits.length
    ? say("firstHits", count, hits.length) : say("hits", count)
  $("results-count").textContent = text
  announce(text)
  const marks = hits.map(hit => ({ page: hit.page, words: hit.words, kind: "hit" }))
  pane.column.mark(marks)
  $("results-list").replaceChildren(...hits.map(hit => {
    const button = make("button", { type: "button", class: "result" },
      make("b", {}, say("found", hit.label)),
      make("span", {}, `… ${hit.before} `, make("mark", {}, hit.hit), ` ${hit.after} …`))
    button.addEventListener("click", async () => {
      await choosePlace(pane, hit.page, hit.words[0], null)
      pane.column.mark([...marks, { page: hit.page, words: hit.words, kind: "chosen" }])
    })
    return make("li", {}, button)
  }))
}

// --- what is wrong ----------------------------------------------------------

/** One list of all editions' lists: the same thing once. */
function collect(lists) {
  const items = new Map()
  for (const { edition, items: own } of lists)
    for (const item of own) {
      const key = [item.file, item.line, item.column, item.slug, item.message].join("\n")
      if (!items.has(key)) items.set(key, { ...item, editions: [] })
      if (edition) items.get(key).editions.push(edition)
    }
  return [...items.values()].sort((a, b) => a.level.localeCompare(b.level))
}

function problem(item) {
  const parts = [make("b", { class: item.level }, say(item.level)), " ", item.message]
  const box = make("li", { class: item.level }, make("p", {}, ...parts))
  if (item.hint) box.append(make("p", { class: "quiet" }, item.hint))
  if (!item.file) return box
  const show = make("button", { type: "button", class: "plain where" }, placeText(item))
  show.title = say("onPage")
  show.addEventListener("click", () => {
    const pane = state.panes.find(({ edition }) => item.editions.includes(edition))
    findPlace(placeText(item), pane ?? state.active)
  })
  box.append(make("p", {}, show), excerpt(item.text ?? "", item.column))
  const address = editorAddress(item)
  if (address) box.append(make("p", {}, make("a", { href: address }, say("edit"))))
  return box
}

async function showProblems() {
  const { lists, complete } = await ask("diagnostics.json")
  const items = collect(lists)
  state.problems = items
  const errors = items.filter(({ level }) => level === "error").length
  const count = [errors ? say("errors", errors) : "",
    items.length > errors ? say("warnings", items.length - errors) : "",
    items.length || !complete ? "" : say("noProblems"),
    complete ? "" : say("looking")].filter(Boolean).join(" · ")
  $("problems-count").textContent = count
  $("problems").replaceChildren(...items.slice(0, 200).map(problem))
  for (const pane of state.panes) showPlaces(pane)
}

/** Marks on the page what is wrong there. */
async function showPlaces(pane) {
  const items = (state.problems ?? []).filter(item => item.file
    && item.editions.includes(pane.edition)).slice(0, 30)
  if (!items.length && !pane.hasProblems) return
  pane.hasProblems = items.length > 0
  const marks = []
  for (const item of items) {
    const answer = await ask("find", { edition: pane.edition, place: placeText(item) })
    const [place] = answer?.found ?? []
    if (place) marks.push({ page: place.page, words: [place.word], kind: item.level })
  }
  pane.column.mark([...pane.column.marked.filter(({ kind }) =>
    kind !== "error" && kind !== "warning"), ...marks])
}

// --- news -------------------------------------------------------------------

function showBanner(text) {
  if ($("banner").textContent === text) return
  $("banner").textContent = text
  $("banner").hidden = !text
  if (text) announce(text)
}

function showState(status) {
  const views = state.panes.map(pane => status.views[pane.edition]).filter(Boolean)
  const isBad = !status.open || views.some(view => !view.good)
  $("light").className = `light ${isBad ? "bad" : "good"}`
  $("state-text").textContent = say("fresh", new Date().toLocaleTimeString(
    document.documentElement.lang))
  showBanner(!status.open ? say("closed")
    : views.some(view => view.kept) ? say("kept")
      : isBad ? say("faulty") : "")
}

async function applyStatus(status) {
  const work = []
  for (const pane of state.panes) {
    const view = status.views[pane.edition]
    if (!view) continue
    if (pane.form === "print" && view.number !== pane.column.number)
      work.push(pane.refreshPages())
    if (pane.form === "reading" && view.reading !== pane.readingNumber)
      work.push(pane.refreshReading())
  }
  await Promise.all(work)
  showState(status)
}

async function refreshBook() {
  const book = await ask("book.json")
  if (!book || JSON.stringify(book) === JSON.stringify(state.book)) return
  state.book = book
  $("title").textContent = book.title
  document.title = `${book.title} · bouwsteen`
  for (const pane of state.panes) pane.fillChoice()
  showEditions()
}

async function listen() {
  for (;;) {
    let status = null
    try {
      status = await ask("wait", { since: state.number,
        editions: state.panes.map(({ edition }) => edition).join(",") })
    } catch {
      showBanner(say("lost"))
      $("light").className = "light bad"
      await new Promise(done => setTimeout(done, 2000))
      continue
    }
    if (!status || status.number === state.number) continue
    state.number = status.number
    await applyStatus(status)
    showProblems()
    if (status.complete || !state.panes.length) refreshBook().then(start)
  }
}

/** The first pane, as soon as there is a book. */
async function start() {
  if (state.panes.length || !state.book?.editions.length) return
  const wanted = new URLSearchParams(location.hash.slice(1))
  const id = wanted.get("edition") ?? state.book.editions[0].id
  await addPane(id, wanted.get("form") ?? "print")
}

function tools() {
  const follow = make("input", { type: "checkbox", id: "follow" })
  const add = make("button", { type: "button", id: "add" }, say("addPane"))
  add.addEventListener("click", () => addPane(state.active.edition, "reading"))
  $("state").before(make("p", { class: "tools" },
    make("label", { for: "follow" }, follow, make("span", {}, say("follow"))), add))
}

sayAll(document)
tools()
$("search-form").addEventListener("submit", event => {
  event.preventDefault()
  search()
})
$("search").addEventListener("search", search)
$("approve").addEventListener("click", approve)
$("find-form").addEventListener("submit", event => {
  event.preventDefault()
  if ($("find").value.trim()) findPlace($("find").value)
})
await refreshBook()
if (state.book) await start()
listen()
