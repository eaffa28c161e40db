import { idOf, type Remote, type RemotePage } from "@rollcall/connector-kit"
import { makeStorable } from "../db/storable.js"
/** A row, with what was left out of it or replaced. */
export type Replaced = { id: string; message: string }

/** Takes out what can't be kept in rows of any list, joined ones too, and remembers whose values it were, each once. */
export function createTidier() {
  const known = new Set<string>()
  let found: Replaced[] = []
  const note = (path: string, row: Remote, what: string) => {
    const id = makeStorable(`${path} ${idOf(row) ?? "(no id)"}`)
    const message = makeStorable(what)
    if (known.has(`${id} ${message}`)) return
    known.add(`${id} ${message}`)
    found.push({ id, message })
  }
  return {
    note,
    tidy: (path: string, { rows, cut = [] }: Pick<RemotePage, "rows" | "cut">): Remote[] => {
      for (const { row, column } of cut) note(path, row, `${column}: what is nested too deeply was left out`)
      return rows.map((row) =>
        makeStorable(row, (key) => note(path, row, `${key}: a character that can't be kept was replaced`)),
      )
    },
    take: (): Replaced[] => {
      const taken = found
      found = []
      return taken
    },
  }
}
