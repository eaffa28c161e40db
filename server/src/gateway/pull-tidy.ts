import { idOf, type Remote } from "@rollcall/connector-kit"
import { makeStorable } from "../db/storable.js"
import type { BadRow } from "./pull-rows.js"

/** Replaces what can't be kept in rows of any list, joined ones too, and remembers whose values it were, each once. */
export function createTidier() {
  const known = new Set<string>()
  let found: BadRow[] = []
  const note = (path: string, row: Remote, key: string) => {
    const id = makeStorable(`${path} ${idOf(row) ?? "(no id)"}`)
    const message = makeStorable(`${key}: a character that can't be kept was replaced`)
    if (known.has(`${id} ${message}`)) return
    known.add(`${id} ${message}`)
    found.push({ id, message })
  }
  return {
    tidy: (path: string, rows: Remote[]): Remote[] =>
      rows.map((row) => makeStorable(row, (key) => note(path, row, key))),
    take: (): BadRow[] => {
      const taken = found
      found = []
      return taken
    },
  }
}
