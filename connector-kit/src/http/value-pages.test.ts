import { expect, it } from "vitest"
import { bareRows } from "../list.js"
import { onePage, pageNumber, START } from "../paging/index.js"
import { get } from "../request.js"
import { table } from "../table.js"
import { UpstreamError } from "../verdict.js"
import type { RemotePage } from "./pages.js"
import { readValuePage } from "./value-pages.js"

const plain = { rows: bareRows, columns: [], by: {} }
const people = table({ ...plain, name: "people", list: () => get("people"), page: onePage() })
const pages = { whole: onePage(), counted: pageNumber({ parameters: { page: "page", size: "size" }, maxSize: 9 }) }

/** What comes of five values when calls with some of them are refused with a status. */
async function refusedOf(how: keyof typeof pages, atOnce: number, statuses: Record<string, number>) {
  const perValue = { column: "person", parameter: "person", of: people, atOnce, values: () => [] }
  const list = { ...table({ ...plain, name: "days", list: () => get("days"), page: pages[how] }), perValue }
  const read = async ({ query = {} }: { query?: Record<string, unknown> }): Promise<RemotePage> => {
    const status = [query.person].flat().flatMap((value) => statuses[String(value)] ?? [])[0]
    if (status) throw new UpstreamError("refused", { verdict: "skip", reason: "answer", status })
    const meta = { next: null, previous: null, here: START }
    return { rows: [], body: [], bytes: 0, url: "", headers: {}, rateLimit: {}, meta }
  }
  const values = ["1", "2", "3", "4", "5"]
  const page = await readValuePage(read, { list, position: START, size: 9, values })
  return page.refused
}

it.each(["whole", "counted"] as const)("Values of a refused call are told with the page (%s)", async (how) => {
  expect(await refusedOf(how, 2, { 1: 403 })).toEqual(["1", "2"])
  expect(await refusedOf(how, 2, { 2: 404 })).toEqual(["1", "2"])
  expect(await refusedOf(how, 1, { 1: 403 })).toEqual(["1"])
})

it("A value that is asked for alone and not found has no rows, and is not refused", async () => {
  expect(await refusedOf("whole", 1, { 1: 404, 2: 410, 3: 403 })).toEqual(["3"])
})
