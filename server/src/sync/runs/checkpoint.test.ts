import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { TablePage } from "../../gateway/index.js"
import { moveOn } from "./checkpoint.js"
import { NO_CHECKPOINT } from "./run.js"

type Answer = { read: number; total?: number; after: string }

const pageOf = ({ read, total, after }: Answer, page: number): TablePage => ({
  rows: Array.from({ length: read }, (_, index) => ({ id: `${page} ${index}` })),
  ...(total === undefined ? {} : { total }),
  next: { after },
})

/** Pages that are read until the scan is given up, or `most`. */
function readUntilEnd(most: number, answer: (page: number) => Answer): { pages: number; why: string } {
  let checkpoint = NO_CHECKPOINT
  for (let page = 0; page < most; page++) {
    try {
      checkpoint = moveOn(checkpoint, pageOf(answer(page), page))
    } catch (error) {
      return { pages: page + 1, why: String(error) }
    }
  }
  return { pages: most, why: "" }
}

describe("A list that never ends", () => {
  it("is given up when it leads in a circle, after some rounds, whatever comes before the circle", () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.integer({ min: 1, max: 300 }), (lead, circle) => {
        const after = (page: number) => String(page < lead ? page : lead + ((page - lead) % circle))
        const { pages, why } = readUntilEnd(10_000, (page) => ({ read: 1, after: after(page) }))
        expect(why).toContain("comes back")
        expect(pages).toBeLessThanOrEqual(3 * (lead + circle) + 3)
      }),
    )
  })
  it("is given up when it has far more rows than it said, also when it says more with every page", () => {
    const grows = readUntilEnd(1_000, (page) => ({ read: 100, total: 100 * (page + 2), after: String(page) }))
    expect(grows).toEqual({ pages: 15, why: expect.stringContaining("far more rows") })
    const fixed = readUntilEnd(1_000, (page) => ({ read: 100, total: 500, after: String(page) }))
    expect(fixed).toEqual({ pages: 21, why: expect.stringContaining("far more rows") })
  })
  it("is given up when page after page has no rows, but not at the first of them", () => {
    const { pages, why } = readUntilEnd(1_000, (page) => ({ read: page < 5 ? 1 : 0, after: String(page) }))
    expect([pages, why]).toEqual([25, expect.stringContaining("without rows")])
    expect(readUntilEnd(100, (page) => ({ read: page % 20 === 0 ? 1 : 0, after: String(page) })).why).toBe("")
  })
  it("is given up when it gives the same rows again, whatever page is asked for", () => {
    const page = pageOf({ read: 3, after: "x" }, 0)
    const moved = moveOn(NO_CHECKPOINT, page)
    expect(() => moveOn(moved, { ...page, next: { after: "y" } })).toThrow("same rows again")
    expect(moveOn(moved, pageOf({ read: 3, after: "y" }, 1)).read).toBe(6)
  })
  it("is not given up where pages without rows are known to be few", () => {
    const nothing = (after: number): TablePage => ({ rows: [], next: { after }, hasGaps: true })
    const moved = Array.from({ length: 60 }, (_, after) => nothing(after)).reduce(moveOn, NO_CHECKPOINT)
    expect(moved.page).toBe(60)
  })
  it("is given up after very many pages even if it says nothing and every page is another one", () => {
    const { pages, why } = readUntilEnd(200_000, (page) => ({ read: 100, after: String(page) }))
    expect([pages, why]).toEqual([100_001, expect.stringContaining("100000 pages")])
  })
  it("is not taken for one that is long, or to which rows are added while it is read", () => {
    expect(readUntilEnd(2_000, (page) => ({ read: 100, total: 200_000 + page, after: String(page) })).why).toBe("")
  })
})
