// A place in a source file: its name, its line, the way to an editor.
import { make, say } from "./words.js"
import { announce, state } from "./state.js"

export function editorAddress(place) {
  if (!state.book.editor) return null
  const file = `${state.book.folder}/${place.file}`.split("/").map(encodeURIComponent).join("/")
  return state.book.editor.replace("{file}", file).replace("{line}", place.line)
    .replace("{column}", place.column)
}

export function placeText(place) {
  return `${place.file}:${place.line}:${place.column}`
}

export function placeTools(place) {
  const copy = make("button", { type: "button" }, say("copy"))
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(placeText(place))
    announce(say("copied", placeText(place)))
  })
  const tools = make("p", { class: "tools" }, copy), address = editorAddress(place)
  if (address) tools.append(make("a", { href: address, class: "button" }, say("edit")))
  return tools
}

/** A line of a file with its column pointed at. */
export function excerpt(text, column) {
  const points = [...text], at = Math.max(0, column - 1)
  let start = Math.max(0, at - 36)
  while (start > 0 && start > at - 50 && points[start - 1] !== " ") start--
  let end = at
  while (end < points.length && points[end] !== " ") end++
  return make("p", { class: "source" }, start ? "… " : "",
    points.slice(start, at).join(""),
    make("mark", {}, points.slice(at, Math.max(end, at + 1)).join("") || "¶"),
    points.slice(Math.max(end, at + 1), at + 80).join(""),
    points.length > at + 80 ? " …" : "")
}
