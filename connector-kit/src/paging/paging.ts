import { isRemote, type Remote } from "../remote.js"
import type { RemoteQuery } from "../request.js"
import { UpstreamError, type UpstreamHeaders } from "../verdict.js"

/** Where to read on: JSON that only the strategy that made it reads. `{}` is where every list begins. */
export type PagePosition = Readonly<Record<string, unknown>>
export const START: PagePosition = {}
export const isStart = (position: PagePosition): boolean => Object.keys(position).length === 0

export type PageMeta = {
  /** Position of the next page; null at the end. */
  next: PagePosition | null
  previous: PagePosition | null
  /** True: no row comes before this page. Not said: that is not known where `previous` is null. */
  isFirst?: true
  /** Asks for this page again: its rows are in the answer, also when a larger page is asked for. */
  here: PagePosition
  /** True: the pages beside this one have its size, whatever is asked for. */
  keepsSize?: true
  /** Rows in all, when the HR system says so. */
  total?: number
}

/** A page that is asked for. `query`: the other parameters of the call. */
export type AskedPage = { position: PagePosition; size: number; query: RemoteQuery }
/** `count`: rows in the body. */
export type ListAnswer = { body: unknown; headers: UpstreamHeaders; count: number }
export type ListPage = { rows: readonly Remote[]; meta: PageMeta }
/** What tells a row apart. */
export type IdOfRow = (row: Remote) => string | undefined

/** How a list is cut into pages: a value that owns position and size. Pure functions only; none of them waits. */
export type Paging = {
  /** Most rows that one page has. */
  maxSize: number
  /** Names of the parameters that are its own: no caller may send them. */
  parameters: readonly string[]
  /** Parameters that ask for the page. */
  ask(page: AskedPage): RemoteQuery
  /** Where the list goes on. Throws `UpstreamError` when the answer says that it does, but not where. */
  read(answer: ListAnswer, page: AskedPage): PageMeta
  /** The rows of the page, where the answer has others too. None: all of them. */
  cut?(answered: ListPage, page: AskedPage, idOf: IdOfRow): ListPage
  /** Position of the page with this number, from 2 on, where pages can be asked for side by side. `first`: rows of the first page. */
  jump?(number: number, page: { size: number; first: number }): PagePosition
  /** Position behind the last row, where a list can be entered from its end. */
  end?: PagePosition
  /** True: one answer holds several pages, so it is kept for a while. */
  isWhole?: boolean
  /** True: rows come in the order of their ids, which are numbers that only grow. */
  isById?: boolean
  /** True: pages without rows may follow each other, because how many there are is known before. */
  hasGaps?: boolean
}

/** What an answer says of its list, as far as it says it. */
export type Said = { total?: number | undefined; hasMore?: boolean | undefined }

/** Those that there are. */
export const namesOf = (...names: readonly (string | undefined)[]): string[] =>
  names.filter((name) => name !== undefined)

export const totalOf = (total: number | undefined): { total?: number } => (total === undefined ? {} : { total })

export const textIn = (position: PagePosition, key: string): string | undefined =>
  typeof position[key] === "string" ? position[key] : undefined

export const countIn = (position: PagePosition, key: string): number | undefined =>
  typeof position[key] === "number" && Number.isInteger(position[key]) ? position[key] : undefined

export const positionIn = (position: PagePosition, key: string): PagePosition | undefined =>
  isRemote(position[key]) ? position[key] : undefined

export const lost = (what: string) =>
  new UpstreamError(`the HR system's list goes on, but ${what}`, { verdict: "retry", reason: "malformed" })
