import type { Remote } from "../remote.js"
import { countIn, type IdOfRow, type PagePosition, type Paging, START, textIn } from "./paging.js"

/** Farther than any list goes. */
const END = Number.MAX_SAFE_INTEGER

/**
 * The whole list comes in one answer, which is cut into pages of ours. A position is a place in it and the id of the row
 * beside it, so that no row is lost or doubled when others come or go before it.
 */
export function onePage({ maxSize = 500 }: { maxSize?: number } = {}): Paging {
  return {
    maxSize,
    parameters: [],
    isWhole: true,
    end: { to: END },
    ask: () => ({}),
    read: ({ count }, { position }) => ({ next: null, previous: null, here: position, total: count }),
    cut({ rows }, { position, size }, idOf) {
      const to = placeIn(rows, position, { at: "to", id: "before", shift: 0, idOf })
      const at = placeIn(rows, position, { at: "at", id: "after", shift: 1, idOf }) ?? 0
      const from = to === undefined ? at : Math.max(0, to - size)
      const until = Math.min(to ?? from + size, rows.length)
      return { rows: rows.slice(from, until), meta: { ...waysOf(rows, { from, until, idOf }), total: rows.length } }
    },
  }
}

type Range = { from: number; until: number; idOf: IdOfRow }

function waysOf(rows: readonly Remote[], { from, until, idOf }: Range) {
  const name = (key: string, row: Remote | undefined) => {
    const id = row && idOf(row)
    return id === undefined ? {} : { [key]: id }
  }
  const after = (at: number): PagePosition => ({ at, ...name("after", rows[at - 1]) })
  return {
    next: until < rows.length ? after(until) : null,
    previous: from > 0 ? { to: from, ...name("before", rows[from]) } : null,
    ...(from > 0 ? {} : { isFirst: true as const }),
    here: from > 0 ? after(from) : START,
  }
}

/** `shift`: from the named row to the place. */
type Place = { at: string; id: string; shift: 0 | 1; idOf: IdOfRow }

function placeIn(rows: readonly Remote[], position: PagePosition, { at, id, shift, idOf }: Place): number | undefined {
  const place = countIn(position, at)
  if (place === undefined) return undefined
  const wanted = textIn(position, id)
  const isNamed = (row: Remote | undefined) => row !== undefined && idOf(row) === wanted
  const within = Math.min(Math.max(0, place), rows.length)
  if (wanted === undefined || isNamed(rows[place - shift])) return within
  const found = rows.findIndex(isNamed)
  return found >= 0 ? found + shift : within
}
