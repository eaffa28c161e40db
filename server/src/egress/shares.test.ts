import fc from "fast-check"
import { expect, test } from "vitest"
import { createClock } from "../clock.js"
import { createShares, EgressBusy } from "./shares.js"

const clock = createClock()
const never = new AbortController().signal
const LIMITS = { each: 2, total: 5, waitMs: 60_000 }
/** Whether a promise is settled once everything that was ready has run. */
const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  let settled = false
  promise.then(
    () => (settled = true),
    () => (settled = true),
  )
  await new Promise((resolve) => setImmediate(resolve))
  return settled
}

test("A user whose calls hang takes none of the places of others", async () => {
  const shares = createShares(clock, LIMITS)
  const ask = (user: string) => shares.enter({ host: "h", user }, never)
  const hanging = [ask("a"), ask("a"), ask("a")]
  expect(await Promise.all(hanging.map(isSettled))).toEqual([true, true, false])
  expect(await isSettled(ask("b"))).toBe(true)
  expect(await isSettled(shares.enter({ host: "another", user: "a" }, never))).toBe(true)
})

test("A place that is given back goes to who waits for it, once", async () => {
  const shares = createShares(clock, { ...LIMITS, each: 1 })
  const ask = () => shares.enter({ host: "h", user: "a" }, never)
  const [first, second, third] = [await ask(), ask(), ask()]
  first()
  first()
  expect([await isSettled(second), await isSettled(third)]).toEqual([true, false])
  ;(await second)()
  expect(await isSettled(third)).toBe(true)
})

test("Where all together are too many, who has the fewest places is next", async () => {
  const shares = createShares(clock, { ...LIMITS, each: 3, total: 4 })
  const ask = (user: string) => shares.enter({ host: "h", user }, never)
  const [leave] = await Promise.all([ask("a"), ask("a"), ask("b"), ask("b")])
  const [more, late] = [ask("b"), ask("c")]
  leave?.()
  expect([await isSettled(more), await isSettled(late)]).toEqual([false, true])
})

test("Of a user's calls those with the lowest rank are next, and the others leave a quarter of the places free", async () => {
  const shares = createShares(clock, { each: 4, total: 8, waitMs: 60_000 })
  const ask = (rank: number) => shares.enter({ host: "h", user: "a", rank }, never)
  const [leave, , , late] = [await ask(2), await ask(2), await ask(2), ask(2)]
  expect(await isSettled(late)).toBe(false)
  await ask(0)
  const [second, first] = [ask(1), ask(0)]
  leave()
  expect(await Promise.all([first, second, late].map(isSettled))).toEqual([true, false, false])
})

test("A host may have fewer places for each user than we would take, and never less than one", async () => {
  const shares = createShares(clock, { each: 4, total: 8, waitMs: 60_000 })
  const ask = (user: string, most: number, rank = 0) => shares.enter({ host: "h", user, most, rank }, never)
  expect(await Promise.all([ask("a", 2), ask("a", 2), ask("a", 2)].map(isSettled))).toEqual([true, true, false])
  expect(await Promise.all([ask("b", 1, 2), ask("b", 1, 2)].map(isSettled))).toEqual([true, false])
})

test("A wait ends after its time, or with who waits, and the place is not kept for them", async () => {
  const shares = createShares(clock, { each: 1, total: 1, waitMs: 60_000 })
  const leave = await shares.enter({ host: "h", user: "a" }, never)
  const tooLong = shares.enter({ host: "h", user: "a" }, never)
  expect(await isSettled(tooLong)).toBe(false)
  clock.moveBy(60_000)
  await expect(tooLong).rejects.toThrow(EgressBusy)
  const gone = new AbortController()
  const waiting = shares.enter({ host: "h", user: "b" }, gone.signal)
  gone.abort(new Error("gone"))
  await expect(waiting).rejects.toThrow("gone")
  await expect(shares.enter({ host: "h", user: "b" }, gone.signal)).rejects.toThrow("gone")
  leave()
  expect(await isSettled(shares.enter({ host: "h", user: "c" }, never))).toBe(true)
})

test("However calls come and go, no limit is passed and everybody gets in", async () => {
  const visits = fc.array(fc.record({ user: fc.constantFrom("a", "b", "c", "d"), turns: fc.nat(4) }), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(visits, async (wanted) => {
      const shares = createShares(clock, LIMITS)
      const inside: string[] = []
      const visit = async ({ user, turns }: { user: string; turns: number }) => {
        const leave = await shares.enter({ host: "h", user }, never)
        inside.push(user)
        expect(inside.filter((one) => one === user).length).toBeLessThanOrEqual(2)
        expect(inside.length).toBeLessThanOrEqual(5)
        for (let turn = 0; turn < turns; turn++) await Promise.resolve()
        inside.splice(inside.indexOf(user), 1)
        leave()
      }
      await Promise.all(wanted.map(visit))
    }),
  )
})
