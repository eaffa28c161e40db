import { idIn, type List, type Remote, type RemotePage } from "@rollcall/connector-kit"
import { makeStorable } from "../db/storable.js"
/** A row, with what was left out of it or replaced. */
export type Replaced = { id: string; message: string }

type Tidied = Pick<RemotePage, "rows" | "hasOddEscapes" | "cut">

/** Takes out what can't be kept in rows of any list, joined ones too, and remembers whose values it were, each once. */
export function createTidier() {
  const known = new Set<string>()
  let found: Replaced[] = []
  const note = (list: Pick<List, "name" | "id">, row: Remote, what: string) => {
    const id = makeStorable(`${list.name} ${idIn(list, row) ?? "(no id)"}`)
    const message = makeStorable(what)
    if (known.has(`${id} ${message}`)) return
    known.add(`${id} ${message}`)
    found.push({ id, message })
  }
  return {
    note,
    tidy: (list: Pick<List, "name" | "id">, { rows, hasOddEscapes = true, cut = [] }: Tidied): Remote[] => {
      for (const { row, column } of cut) note(list, row, `${column}: what is nested too deeply was left out`)
      if (!hasOddEscapes) return rows
      return rows.map((row) =>
        makeStorable(row, (key) => note(list, row, `${key}: a character that can't be kept was replaced`)),
      )
    },
    take: (): Replaced[] => {
      const taken = found
      found = []
      return taken
    },
  }
}
