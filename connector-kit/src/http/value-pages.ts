import { type List, named, type PerValue } from "../list.js"
import { compareIds } from "../order.js"
import { type PageMeta, type PagePosition, START } from "../paging/index.js"
import { positionIn, textIn } from "../paging/paging.js"
import type { Remote } from "../remote.js"
import { UpstreamError } from "../verdict.js"
import type { PageRequest, RemotePage } from "./pages.js"
import { type AskedList, mapFew, type ReadPage, readWholeList } from "./whole-list.js"

/** Calls for values, of which each has one answer, that are on their way at the same time. */
const AT_ONCE = 8

type Asked = PageRequest & {
  list: List & { perValue: PerValue }
  /** In any order. */
  values: readonly string[]
}

/**
 * A page of a list that is read a few values at a time. A position says after which value it begins, and where it is in
 * the pages of those that follow: it can be gone on from whatever values came or went meanwhile. Where all rows of a value
 * come in one answer, the answers of several calls are one page.
 */
export async function readValuePage(read: ReadPage, asked: Asked): Promise<RemotePage> {
  const values = [...new Set(asked.values)].sort(compareIds)
  const after = textIn(asked.position, "after")
  const at = after === undefined ? 0 : values.filter((value) => compareIds(value, after) <= 0).length
  const { perValue, page } = asked.list
  const { atOnce = 1 } = perValue
  if (page.isWhole) return readSideBySide(read, asked, { values, at, span: atOnce * AT_ONCE })
  return readOneByOne(read, asked, { values, at, span: atOnce })
}

/** `values` in their order; the page is of those from `at` on, `span` of them. */
type Part = { values: readonly string[]; at: number; span: number }

const partOf = ({ values, at, span }: Part): readonly string[] => values.slice(at, at + span)

/** Where the values before begin, and those after. */
function besideOf(part: Part) {
  const { values, at, span } = part
  return {
    next: at + span < values.length ? placeOf({ ...part, at: at + span }) : null,
    previous: at > 0 ? placeOf({ ...part, at: Math.max(0, at - span) }) : null,
    ...(at === 0 ? { isFirst: true as const } : {}),
  }
}

const placeOf = ({ values, at }: Part): PagePosition => {
  const after = values[at - 1]
  return after === undefined ? START : { after }
}

/** So many calls in a row say that the list is refused, and not values that are gone or hidden; so do all that there are. */
const MOST_REFUSED = 3

function throwIfRefused(refusals: readonly Refusal[], { values, at, span }: Part, calls: number): void {
  const isAll = at === 0 && span * calls >= values.length
  if (refusals.length < calls || (calls < MOST_REFUSED && !isAll)) return
  const refusal = refusals.find(({ error }) => error.status !== 404)
  if (refusal) throw refusal.error
}

/** A call that was refused. */
type Refusal = { values: readonly string[]; error: UpstreamError }

function refusalOf(error: unknown, values: readonly string[]): Refusal {
  if (error instanceof UpstreamError && error.verdict === "skip") return { values, error }
  throw error
}

const GONE = new Set([404, 410])

/** Of these values nothing is known. One that was asked for alone and is not found has no rows, which is an answer. */
function unansweredBy(refusals: readonly Refusal[]): Pick<RemotePage, "refused"> {
  const isAnswer = ({ values, error }: Refusal) => values.length === 1 && GONE.has(error.status ?? 0)
  const refused = refusals.filter((one) => !isAnswer(one)).flatMap(({ values }) => values)
  return refused.length > 0 ? { refused } : {}
}

const withRows = (rows: Remote[], meta: PageMeta): RemotePage => ({
  rows,
  body: rows,
  bytes: 0,
  url: "",
  headers: {},
  rateLimit: {},
  meta,
})

/** All rows of a call come in one answer. */
async function readSideBySide(read: ReadPage, { list, query, position }: Asked, part: Part): Promise<RemotePage> {
  const { parameter, atOnce = 1 } = list.perValue
  const wanted = partOf(part)
  const calls = Array.from({ length: Math.ceil(wanted.length / atOnce) }, (_, index) =>
    wanted.slice(index * atOnce, (index + 1) * atOnce),
  )
  const refusals: Refusal[] = []
  const answers = await mapFew(
    calls,
    (values): Promise<Remote[]> =>
      readOf(read, { list, query: { ...query, [parameter]: values } }, values).catch((error: unknown) => {
        refusals.push(refusalOf(error, values))
        return []
      }),
  )
  if (calls.length > 0) throwIfRefused(refusals, { ...part, span: atOnce }, calls.length)
  return { ...withRows(answers.flat(), { ...besideOf(part), here: position }), ...unansweredBy(refusals) }
}

/** Rows that do not say which value they are of are told so, where they were asked for with that one alone. */
async function readOf(read: ReadPage, asked: AskedList & Pick<Asked, "list">, [value, ...others]: readonly string[]) {
  const { column } = asked.list.perValue
  const rows = await readWholeList(read, asked)
  if (value === undefined || others.length > 0) return rows
  return rows.map((row) => (column in row ? row : named(asked.list, { ...row, [column]: value })))
}

/** A page of what several values are asked for at once. Values that are refused are passed over. */
async function readOneByOne(read: ReadPage, { list, query, position, size }: Asked, first: Part): Promise<RemotePage> {
  const { parameter } = list.perValue
  const refusals: Refusal[] = []
  const inner = positionIn(position, "page") ?? START
  for (let part = first; part.at < part.values.length; part = { ...part, at: part.at + part.span }) {
    const from = part.at === first.at ? inner : START
    const values = partOf(part)
    try {
      const asked = { list, query: { ...query, [parameter]: values }, position: from, size }
      const page = inPart(await read(asked), { part, position: part.at === first.at ? position : placeOf(part) })
      return { ...page, ...unansweredBy(refusals) }
    } catch (error) {
      refusals.push(refusalOf(error, values))
      throwIfRefused(refusals, first, refusals.length)
    }
  }
  return { ...withRows([], { ...besideOf(first), next: null, here: position }), ...unansweredBy(refusals) }
}

/** How many rows there are in all is not known. */
function inPart(answer: RemotePage, { part, position }: { part: Part; position: PagePosition }): RemotePage {
  const { next, previous, isFirst, here, keepsSize } = answer.meta
  const place = (page: PagePosition | null) => page && { ...position, page }
  const beside = besideOf(part)
  const meta: PageMeta = {
    next: place(next) ?? beside.next,
    // Where the pages of the values before end is not known.
    previous: place(previous),
    here: { ...position, page: here },
    ...(isFirst && beside.isFirst ? { isFirst: true } : {}),
    ...(keepsSize ? { keepsSize: true } : {}),
  }
  return { ...answer, meta }
}
