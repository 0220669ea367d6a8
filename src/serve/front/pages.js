// Print pages one below the other, drawn when they come near, and kept where
// the reader is while they change.
import { make, say } from "./words.js"

const NEAR = "120% 0px"

/** One page's drawing; null when there is none. */
async function fetchDrawing(edition, page, isThumbnail) {
  const values = { edition, page }
  if (isThumbnail) values.thumbnail = 1
  const answer = await fetch(`page.svg?${new URLSearchParams(values)}`)
  if (!answer.ok) return null
  const drawing = new DOMParser().parseFromString(await answer.text(),
    "image/svg+xml").documentElement
  return document.importNode(drawing, true)
}

/** A scrolling column of pages, or of thumbnails. */
export class PageColumn {
  /** `isThumbnail`: small pages on buttons, which call onChoose(index). */
  constructor(box, { isThumbnail = false, onChoose = null, onSeen = null } = {}) {
    this.box = box
    this.isThumbnail = isThumbnail
    this.onChoose = onChoose
    this.onSeen = onSeen
    this.edition = null
    this.number = 0
    this.pages = []
    this.elements = []
    this.marked = [] // words shown: {page, words, kind}
    this.watcher = new IntersectionObserver(entries => this.seen(entries),
      { root: box, rootMargin: NEAR })
    if (onSeen) box.addEventListener("scroll", () => this.scrolled(), { passive: true })
  }

  seen(entries) {
    for (const entry of entries) {
      entry.target.isNear = entry.isIntersecting
      if (entry.isIntersecting) this.draw(entry.target)
      else entry.target.querySelector(".sheet").replaceChildren()
      if (!entry.isIntersecting) entry.target.drawn = null
    }
  }

  scrolled() {
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(() => this.onSeen(this.place().index))
  }

  /** Draws a page that is near, unless it is drawn as it is by now. */
  async draw(element) {
    const page = this.pages[element.index]
    if (!page || element.drawn === page.digest) return
    const { edition } = this, { digest } = page
    const drawing = await fetchDrawing(edition, element.index, this.isThumbnail)
    const now = this.pages[element.index]
    if (drawing && this.edition === edition && now && now.digest === digest)
      this.put(element, drawing, digest)
  }

  put(element, drawing, digest) {
    element.querySelector(".sheet").replaceChildren(drawing)
    element.drawn = digest
    this.showMarks(element)
  }

  element(index) {
    const sheet = make("div", { class: "sheet" })
    const label = make("span", { class: "label" })
    const element = this.isThumbnail
      ? make("button", { class: "thumbnail", type: "button" }, sheet, label)
      : make("section", { class: "page" }, sheet)
    if (this.isThumbnail)
      element.addEventListener("click", () => this.onChoose(element.index))
    this.name(element, index)
    return element
  }

  /** Gives an element its number, size and name. */
  name(element, index) {
    const page = this.pages[index]
    element.index = index
    element.dataset.page = index
    element.querySelector(".sheet").style.aspectRatio = `${page.width} / ${page.height}`
    const name = say("pageLabel", page.label || index + 1)
    element.setAttribute("aria-label", name)
    if (this.isThumbnail) element.querySelector(".label").textContent = page.label
  }

  /** Where the reader is: the page at the top, and how far down in it. */
  place() {
    const top = this.box.getBoundingClientRect().top
    for (const element of this.elements) {
      const box = element.getBoundingClientRect()
      if (box.bottom > top + 1)
        return { index: element.index, part: (top - box.top) / box.height }
    }
    return { index: 0, part: 0 }
  }

  stay({ index, part }) {
    const element = this.elements[Math.min(index, this.elements.length - 1)]
    if (!element) return
    const box = element.getBoundingClientRect()
    this.box.scrollTop += box.top + part * box.height - this.box.getBoundingClientRect().top
  }

  /** Where a page of the old list stands in the new one. */
  moved(index, old) {
    for (const shift of [0, -1, 1]) {
      const page = old[index + shift]
      if (!page) continue
      const found = this.pages.map((other, at) => other.digest === page.digest ? at : -1)
        .filter(at => at >= 0)
      if (found.length)
        return found.reduce((best, at) => Math.abs(at - shift - index)
          < Math.abs(best - shift - index) ? at : best) - shift
    }
    return index
  }

  /** Shows a list of pages; returns the indexes of those that changed. */
  async show(edition, list) {
    const isOther = edition !== this.edition, old = isOther ? [] : this.pages
    const place = isOther ? { index: 0, part: 0 } : this.place()
    this.edition = edition
    this.number = list.number
    this.pages = list.pages
    const { pages } = list
    let start = 0, end = 0
    while (start < Math.min(old.length, pages.length)
      && old[start].digest === pages[start].digest) start++
    while (end < Math.min(old.length, pages.length) - start
      && old.at(-1 - end).digest === pages.at(-1 - end).digest) end++
    place.index = this.moved(place.index, old)
    const ready = await this.prepare(place.index, isOther)
    if (this.number !== list.number || this.edition !== edition) return []
    this.replace(isOther ? 0 : start, isOther ? 0 : end)
    for (const [index, drawing] of ready)
      if (this.elements[index]) this.put(this.elements[index], drawing, pages[index].digest)
    if (isOther) this.box.scrollTop = 0
    else this.stay(place)
    for (const element of this.elements)
      if (element.isNear) this.draw(element)
    const known = new Set(old.map(page => page.digest)), changed = []
    pages.forEach((page, index) => {
      if (!known.has(page.digest)) changed.push(index)
    })
    return isOther ? [] : changed
  }

  /** The drawings that will be in view and are not there yet: fetched before
   * anything moves, so that nothing flickers. */
  async prepare(index, isOther) {
    const drawn = new Set(isOther ? [] : this.elements.map(element => element.drawn))
    const wanted = [index, index + 1].filter(at => this.pages[at]
      && !drawn.has(this.pages[at].digest))
    if (this.isThumbnail) return []
    const drawings = await Promise.all(wanted.map(at => fetchDrawing(this.edition, at, false)))
    return wanted.map((at, i) => [at, drawings[i]]).filter(([, drawing]) => drawing)
  }

  /** Keeps `start` elements at the beginning and `end` at the end. */
  replace(start, end) {
    const { elements, pages } = this
    const middle = elements.slice(start, elements.length - end)
    const tail = elements.slice(elements.length - end)
    const wanted = pages.length - start - end
    for (const element of middle.splice(wanted)) {
      this.watcher.unobserve(element)
      element.remove()
    }
    const before = tail[0] || null
    while (middle.length < wanted) {
      const element = this.element(start + middle.length)
      this.box.insertBefore(element, before)
      this.watcher.observe(element)
      middle.push(element)
    }
    this.elements = [...elements.slice(0, start), ...middle, ...tail]
    this.elements.forEach((element, index) => this.name(element, index))
  }

  /** Brings a page into view. */
  go(index, { smooth = false } = {}) {
    const element = this.elements[index]
    if (element) element.scrollIntoView({ block: "start", behavior: smooth ? "smooth" : "auto" })
  }

  /** Marks words of pages: [{page, words: ["12.3"], kind: "chosen"}]. */
  mark(marks) {
    this.marked = marks
    for (const element of this.elements) this.showMarks(element)
  }

  showMarks(element) {
    const drawing = element.querySelector("svg")
    if (!drawing) return
    for (const old of drawing.querySelectorAll(".mark")) old.remove()
    for (const { page, words, kind } of this.marked)
      if (page === element.index)
        for (const id of words) this.showMark(drawing, id, kind)
  }

  showMark(drawing, id, kind) {
    const word = drawing.querySelector(`[data-w="${id}"]`)
    if (!word) return
    const size = Number(word.parentNode.getAttribute("font-size"))
    const box = document.createElementNS("http://www.w3.org/2000/svg", "rect")
    const values = {
      class: `mark ${kind}`, rx: size / 8,
      x: Number(word.getAttribute("x")) - size / 8,
      y: Number(word.parentNode.getAttribute("y")) - size * 0.85,
      width: Number(word.getAttribute("textLength") || size) + size / 4,
      height: size * 1.15,
    }
    for (const [key, value] of Object.entries(values)) box.setAttribute(key, value)
    drawing.querySelector(".text").before(box)
  }

  /** Brings a marked word into view, once its page is drawn. */
  async goWord(page, id) {
    const element = this.elements[page]
    if (!element) return
    const find = () => element.querySelector(`[data-w="${id}"]`)
    if (!find()) {
      this.go(page)
      await this.draw(element)
    }
    const word = find()
    if (!word) return
    const box = word.getBoundingClientRect(), own = this.box.getBoundingClientRect()
    if (box.top < own.top || box.bottom > own.bottom)
      this.box.scrollTop += box.top - own.top - own.height / 3
  }
}
