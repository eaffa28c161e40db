import { addDays, isDay } from "@rollcall/contract"
import type { Remote } from "../remote.js"
import type { RemoteQuery } from "../request.js"
import { refuseInput } from "../verdict.js"
import { onePage } from "./one-page.js"
import { type AskedPage, type PageMeta, type PagePosition, type Paging, positionIn, START, textIn } from "./paging.js"

/**
 * Days on which windows begin, in order, each of which ends on the day before the next one, and the last day of the last
 * one. Or how many days all of them have, where what is asked for says the first and the last day.
 */
type Cut = { begins: readonly string[]; last: string } | { every: number }

export type WindowOptions = Cut & {
  /** Names of parameters: the first and the last day of what is asked for, `YYYY-MM-DD`. */
  parameters: { from: string; to: string }
  /** The day on which a row begins. Rows that reach over several windows are answered in each of them, and are rows of the first one. */
  startOf(row: Remote): string | null | undefined
  /** How the rows of one window are paged; they come in one answer unless said. */
  page?: Paging
}

/**
 * Rows can only be asked for by days, so the list is read window by window. Days that a caller's filter asks for by the
 * same parameters narrow the windows.
 */
export function windows(options: WindowOptions): Paging {
  const { parameters, startOf, page = onePage() } = options
  const all = "every" in options ? [] : windowsOf(options)
  const chosen = (asked: AskedPage) =>
    "every" in options ? around(options.every, asked, parameters) : narrow(all, parameters, asked.query)
  const open = (asked: AskedPage) => openAt(chosen(asked), asked)
  const isOf = ({ isFirst, from }: Window, row: Remote) => isFirst || !((startOf(row) ?? from) < from)
  return {
    maxSize: page.maxSize,
    parameters: page.parameters,
    hasGaps: true,
    ...(page.isWhole ? { isWhole: true } : {}),
    ask(asked) {
      const { window, inner } = open(asked)
      return { ...page.ask(inner), [parameters.from]: window.from, [parameters.to]: window.to }
    },
    read(answer, asked) {
      const opened = open(asked)
      return outward(page.read(answer, opened.inner), opened, page.end)
    },
    cut({ rows, meta }, asked, idOf) {
      const opened = open(asked)
      const own = rows.filter((row) => isOf(opened.window, row))
      const cut = page.cut?.({ rows: own, meta }, opened.inner, idOf)
      return cut ? { rows: cut.rows, meta: outward(cut.meta, opened, page.end) } : { rows: own, meta }
    },
  }
}

/** Undefined: nobody has said it. Throws for what is no day: filters say days, callers' own parameters anything. */
export function askedDay(query: RemoteQuery, name: string): string | undefined {
  const { [name]: said } = query
  if (said === undefined || (typeof said === "string" && isDay(said))) return said
  refuseInput(name, `${JSON.stringify(said).slice(0, 80)} is no day: give one as YYYY-MM-DD`)
}

type Window = { begin: string; from: string; to: string; isFirst: boolean }
type Opened = { window: Window; before: Window | undefined; after: Window | undefined; inner: AskedPage }

const DAY_MS = 86_400_000

/**
 * The window of a position, with those beside it. All windows are counted from one day, so that a position means the same
 * days tomorrow.
 */
function around(every: number, { position, query }: AskedPage, names: WindowOptions["parameters"]): Window[] {
  const [from, to] = [askedDay(query, names.from), askedDay(query, names.to)]
  if (from === undefined || to === undefined || to < from) return []
  const numberOf = (day: string) => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS / every)
  const dayOf = (number: number, shift = 0) => new Date((number * every + shift) * DAY_MS).toISOString().slice(0, 10)
  const begin = textIn(position, "window") ?? ""
  const [first, last] = [numberOf(from), numberOf(to)]
  const here = isDay(begin) ? Math.min(Math.max(numberOf(begin), first), last) : first
  return [here - 1, here, here + 1]
    .filter((number) => number >= first && number <= last)
    .map((number) => ({
      begin: dayOf(number),
      from: number === first ? from : dayOf(number),
      to: number === last ? to : dayOf(number, every - 1),
      isFirst: number === first,
    }))
}

function windowsOf({ begins, last }: { begins: readonly string[]; last: string }): Window[] {
  const days = [...begins, last]
  if (!days.every((day, index) => isDay(day) && day > (days[index - 1] ?? "")))
    throw new Error("windows begin on days, in order, and the last one ends after it begins")
  const endOf = (index: number) => addDays(begins[index + 1] ?? "", -1) ?? last
  return begins.map((begin, index) => ({ begin, from: begin, to: endOf(index), isFirst: index === 0 }))
}

function narrow(all: readonly Window[], names: WindowOptions["parameters"], query: RemoteQuery): Window[] {
  const [from = "", to = "9999-12-31"] = [askedDay(query, names.from), askedDay(query, names.to)]
  const chosen = all.filter((one) => one.to >= from && one.from <= to)
  return chosen.map((one, index) => ({
    begin: one.begin,
    from: one.from < from ? from : one.from,
    to: one.to > to ? to : one.to,
    isFirst: index === 0,
  }))
}

/** What is asked for when a filter lets no day through. */
const NO_WINDOW: Window = { begin: "", from: "0001-01-01", to: "0001-01-01", isFirst: true }

function openAt(chosen: readonly Window[], asked: AskedPage): Opened {
  const begin = textIn(asked.position, "window")
  const found = chosen.findIndex((one) => one.begin === begin)
  const index = Math.max(0, found)
  const inner = { ...asked, position: (found >= 0 && positionIn(asked.position, "page")) || START }
  return { window: chosen[index] ?? NO_WINDOW, before: chosen[index - 1], after: chosen[index + 1], inner }
}

/** Positions in a window as positions in the list. */
function outward(inner: PageMeta, { window, before, after }: Opened, end: PagePosition | undefined): PageMeta {
  const at = (one: Window | undefined, page: PagePosition | null | undefined): PagePosition | null =>
    one && page ? { window: one.begin, page } : null
  return {
    next: at(window, inner.next) ?? at(after, START),
    previous: at(window, inner.previous) ?? at(before, end),
    ...(inner.isFirst && !before ? { isFirst: true as const } : {}),
    here: at(window, inner.here) ?? START,
    ...(inner.keepsSize ? { keepsSize: true } : {}),
  }
}

/** The first days of these years, after one window for all that was before. */
export const yearsFrom = (first: number, last: number): string[] => [
  "1900-01-01",
  ...Array.from({ length: last - first + 1 }, (_, index) => `${first + index}-01-01`),
]
