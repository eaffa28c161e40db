import type { PagePosition } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import type { TablePage } from "../gateway/index.js"
import { PageQueue } from "./page-queue.js"

const COUNT = 6

/** A list of six pages, each of which is answered when the test says so. */
function listOf({ ahead, failsAt }: { ahead: number; failsAt?: number }) {
  const asked: number[] = []
  const answers: (() => void)[] = []
  const read = async (position: PagePosition): Promise<TablePage> => {
    const page = Number(position.page ?? 0)
    asked.push(page)
    await new Promise<void>((resolve) => answers.push(resolve))
    if (page === failsAt) throw new Error(`page ${page}`)
    return { rows: [{ id: page }], next: page + 1 < COUNT ? { page: page + 1 } : null }
  }
  const queue = new PageQueue(read, { start: {}, ahead })
  /** The page that is on its way comes. */
  const answer = async (times = 1) => {
    for (let time = 0; time < times; time++) {
      answers.shift()?.()
      await new Promise(setImmediate)
    }
  }
  return { queue, asked, answer }
}
const idsOf = (pages: readonly TablePage[]) => pages.flatMap(({ rows }) => rows.map(({ id }) => id))

describe("Pages that are read ahead", () => {
  it("come in their order, each asked for once, one at a time", async () => {
    const { queue, asked, answer } = listOf({ ahead: 2 })
    expect(asked).toEqual([0])
    await answer()
    expect(idsOf([await queue.next()])).toEqual([0])
    await answer(2)
    expect(asked).toEqual([0, 1, 2])
    expect(idsOf(queue.ready())).toEqual([1, 2])
    expect(queue.ready()).toEqual([])
    await answer(3)
    expect(idsOf([await queue.next(), ...queue.ready()])).toEqual([3, 4])
    await answer()
    expect(idsOf([await queue.next()])).toEqual([5])
    expect(asked).toEqual([0, 1, 2, 3, 4, 5])
    await expect(queue.next()).rejects.toThrow("at its end")
  })
  it("are no more than so many", async () => {
    const { asked, answer } = listOf({ ahead: 2 })
    await answer(5)
    expect(asked).toEqual([0, 1])
  })
  it("go on at the position after the last one that was taken", async () => {
    const { queue, answer } = listOf({ ahead: 2 })
    expect([queue.isAt({}), queue.isAt({ page: 1 })]).toEqual([true, false])
    await answer()
    await queue.next()
    expect([queue.isAt({}), queue.isAt({ page: 1 })]).toEqual([false, true])
  })
  it("end with what reading one of them threw, after those before it", async () => {
    const { queue, asked, answer } = listOf({ ahead: 3, failsAt: 1 })
    await answer(2)
    expect(idsOf([await queue.next(), ...queue.ready()])).toEqual([0])
    await expect(queue.next()).rejects.toThrow("page 1")
    expect(asked).toEqual([0, 1])
  })
  it("that have come or are on their way are left when nothing more is to be read", async () => {
    const { queue, asked, answer } = listOf({ ahead: 3 })
    await answer()
    expect(queue.drain()).toBe(true)
    await answer()
    expect(idsOf([await queue.next(), ...queue.ready()])).toEqual([0, 1])
    expect([queue.drain(), asked]).toEqual([false, [0, 1]])
  })
})
