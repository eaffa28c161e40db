import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type PagePosition, START } from "../paging/index.js"
import { UpstreamError } from "../verdict.js"
import { followList } from "./follow-list.js"
import { listAt, type PageRequest, type RemotePage } from "./pages.js"
import { api } from "./testing.js"
import { readByIds, readByIdsApart, readWholeList, splitIds } from "./whole-list.js"

const rowsOf = (ids: readonly (string | number)[]) => ids.map((id) => ({ id: String(id) }))
const pageOf = (ids: readonly (string | number)[], meta: Partial<RemotePage["meta"]> = {}): RemotePage => ({
  rows: rowsOf(ids),
  meta: { next: null, previous: null, here: START, ...meta },
  ...{ bytes: 0, url: "", headers: {}, rateLimit: {}, body: null },
})

/** A list of numbers in pages of two, as far as the HR system tells the truth. */
function listOf(size: number, { total = size }: { total?: number } = {}) {
  const asked: PagePosition[] = []
  const read = async ({ position }: PageRequest): Promise<RemotePage> => {
    asked.push(position)
    const from = position.page === undefined ? Number(position.after ?? 0) : (Number(position.page) - 1) * 2
    const ids = Array.from({ length: size }, (_, index) => index + 1).slice(from, from + 2)
    return pageOf(ids, { total, next: from + 2 < size ? { after: String(from + 2) } : null })
  }
  return { asked, read }
}
const LIST = { list: listAt(api, "things") }

describe("a whole list", () => {
  it("is read by page number and believed when every row came once", async () => {
    const { asked, read } = listOf(7)
    expect(await readWholeList(read, LIST)).toEqual(rowsOf([1, 2, 3, 4, 5, 6, 7]))
    expect(asked).toEqual([{}, ...[2, 3, 4].map((page) => ({ page, size: 2 }))])
  })

  it("of one page is one call", async () => {
    const { asked, read } = listOf(2)
    expect(await readWholeList(read, LIST)).toHaveLength(2)
    expect(asked).toHaveLength(1)
  })

  it.each([
    ["is one too many", 6, 7],
    ["is one too few", 7, 6],
    ["is beyond all measure", 5, 1e12],
  ])("whose total %s is read by cursor", async (_how, size, total) => {
    const { read } = listOf(size, { total })
    expect(await readWholeList(read, LIST)).toHaveLength(size)
  })

  it("never asks for more than eight pages at the same time, and has them in their order", async () => {
    const { read } = listOf(60)
    let [running, most] = [0, 0]
    const slow = async (request: PageRequest) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, Number(request.position.page ?? 0) % 3))
      running--
      return read(request)
    }
    const ids = (await readWholeList(slow, LIST)).map((row) => Number(row.id))
    expect(ids).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
    expect(most).toBe(8)
  })

  it("whose cursors come back in a circle of any length ends, with a failure", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.nat(9), async (circle, before) => {
        let asked = 0
        const read = async ({ position }: PageRequest) => {
          asked++
          const at = Number(position.after ?? 0)
          const next = at < before ? at + 1 : before + ((at - before + 1) % circle)
          return pageOf([at], { next: { after: String(next) } })
        }
        await expect(readWholeList(read, LIST)).rejects.toThrow("read before")
        expect(asked).toBeLessThanOrEqual(before + circle + 2)
      }),
    )
  })

  it("that goes on for ever ends far beyond its total", async () => {
    let asked = 0
    const read = async () => pageOf([`${asked}a`, `${asked++}b`], { total: 9, next: { after: `c${asked}` } })
    await expect(readWholeList(read, LIST)).rejects.toThrow("far more rows")
    expect(asked).toBeLessThan(40)
  })
})

describe("following a list", () => {
  const next = (after: string) => ({ next: { after } })

  it("goes on over pages without rows, but not for ever", () => {
    const onward = followList({ maxSize: 2 })
    expect(onward({}, { rows: [], meta: next("a") })).toEqual({ after: "a" })
    const walk = () => {
      for (let page = 0; page < 100; page++) onward({ after: `p${page}` }, { rows: [], meta: next(`p${page + 1}`) })
    }
    expect(walk).toThrow("without rows")
  })

  it("knows rows that earlier calls have read", () => {
    const onward = followList({ maxSize: 2 }, 1_000)
    expect(() => onward({}, { rows: [1, 2], meta: { ...next("a"), total: 30 } })).toThrow("far more rows")
    expect(followList({ maxSize: 2 }, 1_000)({}, { rows: [1], meta: { next: null, total: 30 } })).toBeNull()
  })
})

describe("rows by their ids", () => {
  it("are asked for in calls that are short enough, by count and by bytes", () => {
    const ids = fc.array(fc.stringMatching(/^[a-z0-9]{1,15}$/), { maxLength: 40 })
    fc.assert(
      fc.property(ids, (wanted) => {
        const batches = splitIds(api, "ids", wanted)
        expect(batches.flat()).toEqual(wanted)
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(3)
          expect(api.writeQuery({ ids: batch }).length).toBeLessThanOrEqual(40)
        }
      }),
    )
  })

  describe("of which some make the HR system refuse the call", () => {
    const answering = (bad: readonly string[], status = 400) => {
      const asked: string[][] = []
      const read = async ({ query }: PageRequest) => {
        const ids = [query?.ids ?? []].flat().map(String)
        asked.push(ids)
        if (ids.some((id) => bad.includes(id))) throw new UpstreamError("no", { verdict: "stop", status })
        return pageOf(ids)
      }
      return { asked, read }
    }
    const hundred = Array.from({ length: 100 }, (_, at) => String(at))
    const wide = { ...api, maxIdsPerCall: 100, maxQueryBytes: 10_000 }

    it.each([400, 404, 410, 412, 414, 422])(
      "are told apart from the others by a few calls more (%i)",
      async (status) => {
        const { asked, read } = answering(["37"], status)
        const { rows, refused } = await readByIdsApart(wide, read, { ...LIST, by: "ids", ids: hundred })
        expect([...refused]).toEqual(["37"])
        expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(hundred.filter((id) => id !== "37")))
        expect(asked.length).toBeLessThanOrEqual(15)
      },
    )

    it("are asked for as few at once as the list takes", async () => {
      const { asked, read } = answering([])
      let [running, most] = [0, 0]
      const slow = async (request: PageRequest) => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setImmediate(resolve))
        running--
        return read(request)
      }
      const by = { parameter: "ids", atOnce: 4 }
      const { rows } = await readByIdsApart(wide, slow, { ...LIST, by, ids: hundred })
      expect(rows.map(({ id }) => id)).toEqual(hundred)
      expect([asked.length, most]).toEqual([25, 8])
    })

    it("cost a bounded number of calls, and nothing is answered twice", async () => {
      const some = fc.oneof(
        fc.uniqueArray(fc.nat(99), { maxLength: 3 }),
        fc.uniqueArray(fc.nat(99), { maxLength: 100 }),
      )
      await fc.assert(
        fc.asyncProperty(some, async (numbers) => {
          const bad = numbers.map(String)
          const { asked, read } = answering(bad)
          const found = await readByIdsApart(wide, read, { ...LIST, by: "ids", ids: hundred }).catch(() => null)
          expect(asked.length).toBeLessThanOrEqual(41)
          // Given up when none was answered at all: never for one among a hundred.
          if (!found) {
            expect(bad.length).toBeGreaterThan(1)
            return
          }
          const there = found.rows.map(({ id }) => String(id))
          expect([...there, ...found.refused].sort()).toEqual([...hundred].sort())
          expect(bad.every((id) => found.refused.has(id))).toBe(true)
        }),
      )
    })

    it("say nothing of the list when it is refused whatever the ids, and that is found with seven calls", async () => {
      const { asked, read } = answering(hundred)
      await expect(readByIdsApart(wide, read, { ...LIST, by: "ids", ids: hundred })).rejects.toThrow("no")
      expect(asked).toHaveLength(7)
      await expect(readByIdsApart(wide, read, { ...LIST, by: "ids", ids: ["1"] })).rejects.toThrow("no")
    })

    it("that make a call too long on their own say nothing of the list", async () => {
      const { read } = answering(["37"], 414)
      const found = await readByIdsApart(wide, read, { ...LIST, by: "ids", ids: ["37"] })
      expect([found.rows, [...found.refused]]).toEqual([[], ["37"]])
    })

    it.each([401, 403, 408, 429, 500])("are not looked for when the failure is not about ids (%i)", async (status) => {
      const { asked, read } = answering(["37"], status)
      await expect(readByIdsApart(wide, read, { ...LIST, by: "ids", ids: hundred })).rejects.toThrow("no")
      expect(asked).toHaveLength(1)
    })

    it("are not looked for by whoever wants all or nothing", async () => {
      const { asked, read } = answering(["37"])
      await expect(readByIds(wide, read, { ...LIST, by: "ids", ids: hundred })).rejects.toThrow("no")
      expect(asked).toHaveLength(1)
    })
  })

  it("are asked for in halves when the HR system finds a call too long", async () => {
    const asked: number[] = []
    const read = async ({ query }: PageRequest) => {
      const ids = [query?.ids ?? []].flat().map(String)
      asked.push(ids.length)
      if (ids.length > 1) throw new UpstreamError("too long", { verdict: "stop", status: 414 })
      return pageOf(ids)
    }
    const found = await readByIds(api, read, { ...LIST, by: "ids", ids: ["1", "2", "3"] })
    expect(found.map(({ id }) => id)).toEqual(["1", "2", "3"])
    expect(asked).toEqual([3, 2, 1, 1, 1])
    const refused = async () => {
      throw new UpstreamError("no", { verdict: "stop", status: 414 })
    }
    await expect(readByIds(api, refused, { ...LIST, by: "ids", ids: ["1"] })).rejects.toThrow("no")
  })
})
