// What the page says, in Dutch and English.  {0} and {1} are filled in.
const dutch = {
  skip: "Naar de pagina’s",
  search: "Zoek in de tekst",
  find: "Ga naar regel",
  findHelp: "Typ of plak bestand:regel, bijvoorbeeld bouwstenen/07-sleutelfiguren.md:12",
  editions: "Uitgaven",
  excerpts: "Uittreksels",
  sessions: "Bijeenkomsten",
  pages: "Pagina’s",
  place: "Plek in de tekst",
  placeHelp: "Klik op een woord. Dan zie je hier in welk bestand en op welke regel het staat.",
  results: "Gevonden",
  problems: "Meldingen",
  noProblems: "Geen meldingen.",
  looking: "Nog niet alles is nagekeken.",
  errors: "Fouten: {0}",
  warnings: "Waarschuwingen: {0}",
  error: "Fout",
  warning: "Waarschuwing",
  edition: "Uitgave",
  form: "Vorm",
  print: "Op papier",
  reading: "E-boek",
  page: "Pagina",
  of: "van {0}",
  go: "Ga",
  chapter: "Hoofdstuk",
  smaller: "Kleiner",
  larger: "Groter",
  addPane: "Twee naast elkaar",
  closePane: "Sluit deze kant",
  pane: "Kant {0}: {1}",
  pageLabel: "Pagina {0}",
  follow: "Spring mee naar wat verandert",
  busy: "Bezig…",
  fresh: "Bijgewerkt om {0}",
  changed: "Bijgewerkt. Veranderde pagina’s: {0}",
  kept: "Er zit een fout in de tekst. Je ziet de laatste goede pagina’s. Kijk bij Meldingen.",
  faulty: "Er zit een fout in de tekst. Zo wordt er nog niets gemaakt. Kijk bij Meldingen.",
  closed: "Het boek kan niet worden geopend. Kijk bij Meldingen.",
  lost: "Het programma is gestopt. Start bouwsteen serve opnieuw en open het nieuwe adres.",
  copy: "Kopieer",
  copied: "Gekopieerd: {0}",
  edit: "Open in editor",
  line: "regel {0}, teken {1}",
  isCopy: "Dit woord is gemaakt van wat hier staat:",
  noPlace: "Dit staat niet in een bestand: het programma heeft het gemaakt.",
  onPage: "Toon op de pagina",
  hits: "Aantal: {0}",
  firstHits: "Aantal: {0}. Je ziet de eerste {1}.",
  noHits: "Niets gevonden.",
  noFile: "Dit bestand staat niet in deze uitgave.",
  found: "Pagina {0}",
  elsewhere: "Ook op pagina {0}",
  goPage: "Ga naar pagina {0}",
  noReading: "Er is nog geen e-boek: los eerst de fouten op.",
  readingOf: "E-boek: {0}",
}
const english = {
  skip: "To the pages",
  search: "Search the text",
  find: "Go to line",
  findHelp: "Type or paste file:line, such as bouwstenen/07-sleutelfiguren.md:12",
  editions: "Editions",
  excerpts: "Excerpts",
  sessions: "Sessions",
  pages: "Pages",
  place: "Place in the text",
  placeHelp: "Click a word to see here in which file and on which line it stands.",
  results: "Found",
  problems: "Messages",
  noProblems: "No messages.",
  looking: "Not everything has been looked at yet.",
  errors: "Errors: {0}",
  warnings: "Warnings: {0}",
  error: "Error",
  warning: "Warning",
  edition: "Edition",
  form: "Form",
  print: "On paper",
  reading: "E-book",
  page: "Page",
  of: "of {0}",
  go: "Go",
  chapter: "Chapter",
  smaller: "Smaller",
  larger: "Larger",
  addPane: "Two side by side",
  closePane: "Close this side",
  pane: "Side {0}: {1}",
  pageLabel: "Page {0}",
  follow: "Jump along to what changes",
  busy: "Working…",
  fresh: "Updated at {0}",
  changed: "Updated. Pages changed: {0}",
  kept: "There is an error in the text. You see the last good pages. Look at Messages.",
  faulty: "There is an error in the text. Nothing can be made of it yet. Look at Messages.",
  closed: "The book cannot be opened. Look at Messages.",
  lost: "The program has stopped. Start bouwsteen serve again and open the new address.",
  copy: "Copy",
  copied: "Copied: {0}",
  edit: "Open in editor",
  line: "line {0}, column {1}",
  isCopy: "This word was made from what stands here:",
  noPlace: "This stands in no file: the program made it.",
  onPage: "Show on the page",
  hits: "Number: {0}",
  firstHits: "Number: {0}. You see the first {1}.",
  noHits: "Nothing found.",
  noFile: "This file is not in this edition.",
  found: "Page {0}",
  elsewhere: "Also on page {0}",
  goPage: "Go to page {0}",
  noReading: "There is no e-book yet: mend the errors first.",
  readingOf: "E-book: {0}",
}

const words = document.documentElement.lang === "nl" ? dutch : english

/** The words for a key, with its values filled in. */
export function say(key, ...values) {
  return words[key].replace(/\{(\d)\}/g, (_, number) => values[number])
}

/** Fills in all that has a data-word. */
export function sayAll(root) {
  for (const element of root.querySelectorAll("[data-word]"))
    element.textContent = say(element.dataset.word)
}

/** An element with attributes and children; a string is text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") element.className = value
    else if (key in element && typeof value !== "string") element[key] = value
    else element.setAttribute(key, value)
  }
  element.append(...children)
  return element
}

/** What an address of this server answers, as JSON; null when there is none. */
export async function ask(path, values = {}) {
  const answer = await fetch(`${path}?${new URLSearchParams(values)}`)
  return answer.ok ? answer.json() : null
}
