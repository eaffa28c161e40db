import type { RemoteQuery } from "../request.js"
import { countIn, isStart, lost, namesOf, type PagePosition, type Paging, textIn, totalOf } from "./paging.js"

/** A cursor. True: there is such a page, but without a cursor. */
type Way = string | boolean | null | undefined

export type CursorOptions = {
  /** Names of parameters. `page`: how pages are asked for by number, from 1 on, where a list has no cursors. */
  parameters: { after: string; before?: string; size?: string; page?: string }
  maxSize: number
  /** What an answer says of the way on. */
  read(answer: { body: unknown }): { next?: Way; previous?: Way; total?: number | undefined }
  isById?: boolean
}

/**
 * Each page says with which cursor the next one is asked for. A list that has no cursors at all is counted, and its pages
 * stay of the size of its first one, or rows between them would be lost or doubled.
 */
export function cursor({ parameters, maxSize, read, isById = false }: CursorOptions): Paging {
  const { after, before, size, page } = parameters
  const ask = (position: PagePosition, most: number): RemoteQuery => {
    const [next, previous, number] = [textIn(position, "after"), textIn(position, "before"), countIn(position, "page")]
    return {
      ...(size === undefined ? {} : { [size]: countIn(position, "size") ?? most }),
      ...(next === undefined ? {} : { [after]: next }),
      ...(previous === undefined || before === undefined ? {} : { [before]: previous }),
      ...(number === undefined || page === undefined ? {} : { [page]: number }),
    }
  }
  return {
    maxSize,
    parameters: namesOf(after, before, size, page),
    ...(isById ? { isById } : {}),
    ask: (asked) => ask(asked.position, asked.size),
    read({ body }, { position, size: asked }) {
      const said = read({ body })
      const hasCursor = position.after !== undefined || position.before !== undefined
      const [number, counted] = [countIn(position, "page") ?? 1, countIn(position, "size") ?? asked]
      const way = (given: Way, key: "after" | "before", step: 1 | -1): PagePosition | null => {
        if (typeof given === "string" && given !== "") return { [key]: given }
        if (given !== true || (key === "before" && (hasCursor || number === 1))) return null
        if (page === undefined || hasCursor) throw lost("does not say where")
        return { page: number + step, size: counted }
      }
      const [next, previous] = [way(said.next, "after", 1), way(said.previous, "before", -1)]
      const isCounted = !hasCursor && [position, next, previous].some((one) => one?.page !== undefined)
      const here = isCounted ? { here: { page: number, size: counted }, keepsSize: true as const } : { here: position }
      const back = before === undefined && !isCounted ? null : previous
      const isSaid = position.before !== undefined && said.previous !== undefined && back === null
      const isFirst = isStart(position) || (isCounted && number === 1) || isSaid
      return { next, previous: back, ...(isFirst ? { isFirst } : {}), ...here, ...totalOf(said.total) }
    },
    ...(page === undefined ? {} : { jump: (number, { size: counted }) => ({ page: number, size: counted }) }),
  }
}
