// What the parts of the page share: the book in view, and how to speak.
export const $ = id => document.getElementById(id)
export const state = { book: null, number: 0, panes: [], active: null, place: null, views: {} }

/** Screen readers say it. */
export function announce(text) {
  $("live").textContent = text
}
