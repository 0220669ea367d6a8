// The files of the edition in view, to download; and what a partner approves.
import { ask, make, say } from "./words.js"
import { $, announce, state } from "./state.js"

const TARGETS = ["pdf", "epub", "booklet", "large", "handout", "worksheets"]

function activeEdition() {
  return state.book.editions.find(({ id }) => id === state.active?.edition)
}

/** Buttons for the files of the active edition. */
export function showMake() {
  const edition = activeEdition()
  if (!edition || state.makes === edition.id) return
  state.makes = edition.id
  $("make-title").textContent = say("make", edition.id)
  $("make-state").hidden = true
  $("make").replaceChildren(...TARGETS.map(target => {
    const button = make("button", { type: "button", "data-target": target }, say(target))
    button.addEventListener("click", () => makeFile(edition.id, target))
    return button
  }))
  if (edition.kind === "excerpt")
    $("make").append(make("label", {},
      make("input", { type: "checkbox", id: "draft" }), make("span", {}, say("draft"))))
  showApproval()
}

function sayMake(text) {
  $("make-state").hidden = false
  $("make-state").textContent = text
  announce(text)
}

async function makeFile(edition, target) {
  sayMake(say("making"))
  const values = { edition, target }
  if ($("draft")?.checked) values.draft = 1
  const answer = await fetch(`make?${new URLSearchParams(values)}`)
  if (answer.status === 409) {
    const found = await answer.json()
    const errors = found.filter(({ level }) => level === "error")
    sayMake(say("notMade", (errors.length ? errors : found).slice(0, 3)
      .map(({ message, hint }) => hint ? `${message} (${hint})` : message).join("; ")))
    return
  }
  if (!answer.ok) return
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))[1]
  const link = make("a", { href: URL.createObjectURL(await answer.blob()), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
  sayMake(say("made", name))
}

/** What the partner of an excerpt would approve, against what it approved. */
export async function showApproval() {
  const edition = activeEdition()
  $("approval").hidden = edition?.kind !== "excerpt"
  if ($("approval").hidden) return
  const found = await ask("approval.json", { edition: edition.id })
  if (!found || activeEdition().id !== edition.id) return
  state.approval = { edition: edition.id, number: found.number }
  $("approval-state").textContent = say({ never: "never", valid: "valid",
    changed: "changedSince" }[found.state])
  $("approve").disabled = found.state === "valid" || !found.good
  $("approval-changes").replaceChildren(...found.changes.map(change => {
    const lines = ["gone", "come"].flatMap(kind => change[kind].map(sentence =>
      make("li", { class: kind }, make("b", {}, `${say(kind)}: `), sentence)))
    return make("details", { open: found.state === "changed" },
      make("summary", {}, change.title),
      lines.length ? make("ul", { class: "sentences" }, ...lines)
        : make("p", { class: "quiet" }, say("sameSentences")))
  }))
}

export async function approve() {
  const answer = await fetch(`approve?${new URLSearchParams(state.approval)}`,
    { method: "POST" })
  announce(say(answer.ok ? "approved" : "notApproved"))
  $("approval-state").textContent = say(answer.ok ? "approved" : "notApproved")
}
