import { expect, it } from "vitest"
import type { Position } from "./changes.js"
import { createRollcall } from "./rollcall.js"
import { type Scripted, scripted } from "./testing.js"

const page = (sequences: number[], next_after: number, has_more = false): Scripted => ({
  body: { result: sequences.map((sequence) => ({ sequence })), next_after, log: `l${next_after}`, has_more },
})
const EXPIRED: Scripted = { status: 410, body: { code: "changes.expired", message: "events are gone" } }
const LATEST = page([], 5)

/** Takes so many changes, then ends. Told is what happened, in order. */
async function followed(answers: readonly Scripted[], most: number, kept?: Position) {
  const { settings, seen, pausesMs } = await scripted(answers)
  const told: string[] = []
  const store = {
    load: () => kept,
    save: (position: Position) => void told.push(`saved ${position.after} ${position.log}`),
  }
  const begin = async (why: string) => void told.push(`begin ${why}`)
  const onTrouble = (error: Error) => void told.push(`trouble ${error.message}`)
  const rollcall = createRollcall({ ...settings, maxRetries: 0 })
  const done = (async () => {
    let left = most
    for await (const { sequence } of rollcall.changes.follow({ store, begin, onTrouble, pollMs: 1000 })) {
      told.push(`change ${sequence}`)
      if (--left === 0) break
    }
  })()
  await done.catch((error) => told.push(`ended by ${error.message}`))
  return { told, paths: seen.map(({ path }) => path), pausesMs }
}

it("The position is taken before the lists are read, and saved after each page that was taken", async () => {
  const { told, paths, pausesMs } = await followed([LATEST, page([6, 7], 7, true), page([8], 8), page([9, 10], 10)], 4)
  expect(told).toEqual([
    ...["begin new", "saved 5 l5", "change 6", "change 7", "saved 7 l7", "change 8", "saved 8 l8", "change 9"],
  ])
  expect(paths).toEqual([
    "/changes?limit=500&after=latest",
    "/changes?limit=500&after=5&log=l5",
    "/changes?limit=500&after=7&log=l7",
    "/changes?limit=500&after=8&log=l8",
  ])
  expect(pausesMs).toEqual([1000])
})

it("It goes on from the position that was kept", async () => {
  const { told, paths } = await followed([page([4], 4)], 1, { after: 3, log: "l3" })
  expect(told).toEqual(["change 4"])
  expect(paths).toEqual(["/changes?limit=500&after=3&log=l3"])
})

it("When the log can't go on from there, the lists are read again", async () => {
  const { told } = await followed([EXPIRED, LATEST, page([6], 6)], 1, { after: 3, log: "l3" })
  expect(told).toEqual(["trouble events are gone", "begin expired", "saved 5 l5", "change 6"])
})

it("Trouble that may pass is told and waited for, as long as it takes", async () => {
  const busy: Scripted = {
    status: 503,
    headers: { "retry-after": "9" },
    body: { code: "server.unavailable", message: "busy" },
  }
  const { told, pausesMs } = await followed([busy, undefined, page([4], 4)], 1, { after: 3, log: null })
  expect(told).toEqual(["trouble busy", expect.stringContaining("can't be reached"), "change 4"])
  expect(pausesMs).toEqual([9000, 1000])
})

it("What can't pass ends it", async () => {
  const refused: Scripted = { status: 401, body: { code: "token.invalid", message: "no such token" } }
  expect((await followed([refused], 1)).told).toEqual(["ended by no such token"])
})

it("Without a place to begin anew an expired position is thrown, so that nothing is lost in silence", async () => {
  const { settings } = await scripted([EXPIRED])
  const store = { load: () => ({ after: 3, log: "l3" }), save: () => {} }
  const changes = createRollcall({ ...settings, maxRetries: 0 }).changes.follow({ store })
  await expect(changes.next()).rejects.toMatchObject({ code: "changes.expired" })
})

it("It ends when it is told to, also while it waits", async () => {
  const { settings } = await scripted(() => page([], 5))
  const ending = new AbortController()
  const sleep = async () => ending.abort()
  const changes = createRollcall({ ...settings, sleep }).changes.follow({ signal: ending.signal })
  expect(await changes.next()).toEqual({ done: true, value: undefined })
})
