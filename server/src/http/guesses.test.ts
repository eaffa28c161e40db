import { describe, expect, it } from "vitest"
import { type Clock, createClock, type MovableClock } from "../clock.js"
import { AppError } from "../errors.js"
import { createGuesses, type GuessLimits, type Presented, type SecretKind } from "./guesses.js"

const LIMITS: GuessLimits = {
  failures: { ofOne: 3, ofAll: 5, ms: 3_000 },
  most: { addresses: 4, good: 2 },
  batch: { ms: 250, ofAll: 6, ofOne: 4 },
}
const HERE = "192.0.2.1"

/** Its time stands still until it is moved. */
function stillClock(): MovableClock {
  const clock = createClock()
  return { ...clock, elapsedMs: clock.offsetMs }
}

type Known = (secrets: readonly string[]) => Promise<ReadonlySet<string>>
const guessesOver = (known: Known, clock: Clock, limits: GuessLimits) =>
  createGuesses({ clock, known: { token: known, link: known, authorization: known, inbound: known }, limits })

/** Guesses over secrets of which only those that begin with "good" are there. */
function world(limits = LIMITS) {
  const clock = stillClock()
  const lookups: string[] = []
  const batches: string[][] = []
  const isThere = (secret: string) => secret.startsWith("good")
  const known = async (secrets: readonly string[]) => {
    batches.push([...secrets])
    return new Set(secrets.filter(isThere))
  }
  const guesses = guessesOver(known, clock, limits)
  const lookUp = async (secret: string) => {
    lookups.push(secret)
    return isThere(secret) ? secret : undefined
  }
  /** What the lookup answers, or the status of its refusal. */
  const show = (secret: string, presented: Partial<Presented> = {}) =>
    guesses.guard({ kind: "token", address: HERE, secret, ...presented }, () => lookUp(secret)).catch(refusal)
  /** The same once the batches that are open have been asked for. */
  const showLate = async (secret: string, presented: Partial<Presented> = {}) => {
    const answer = show(secret, presented)
    await Promise.resolve()
    clock.moveBy(250)
    return answer
  }
  /** Uses up what failures an address has. */
  const spend = async (address = HERE, times = limits.failures.ofOne) => {
    for (let guess = 0; guess < times; guess++) await show(`bad ${address} ${guess}`, { address })
  }
  return { clock, guesses, show, showLate, spend, lookups, batches }
}

const refusal = (error: unknown) => {
  if (error instanceof AppError) return [error.code, error.details.retryAfterSeconds]
  throw error
}
const TOO_MANY = ["request.rate_limited", 1]

describe("guesses of secrets", () => {
  it("are looked up while the address has failures left", async () => {
    const { show, lookups, batches } = world()
    for (const secret of ["bad 1", "bad 2", "bad 3"]) expect(await show(secret)).toBeUndefined()
    expect([lookups, batches]).toEqual([["bad 1", "bad 2", "bad 3"], []])
  })

  it("are a 429 after that, with no lookup of their own but one query for all of them", async () => {
    const { clock, show, spend, lookups, batches } = world()
    await spend()
    lookups.length = 0
    const answers = ["bad 4", "bad 5", "bad 6"].map((secret) => show(secret))
    await Promise.resolve()
    clock.moveBy(250)
    expect(await Promise.all(answers)).toEqual([TOO_MANY, TOO_MANY, TOO_MANY])
    expect([lookups, batches]).toEqual([[], [["bad 4", "bad 5", "bad 6"]]])
  })

  it("are refused at once when a query has no room for them", async () => {
    const { clock, show, spend, batches } = world()
    await spend()
    const waiting = [1, 2, 3, 4].map((guess) => show(`bad more ${guess}`))
    expect(await show("bad too many")).toEqual(TOO_MANY)
    clock.moveBy(250)
    await Promise.all(waiting)
    expect(batches.flat()).toHaveLength(4)
  })

  it("may go on as time passes, never more at once than at first", async () => {
    const { clock, show, showLate, spend, lookups } = world()
    await spend()
    clock.moveBy(1_000)
    expect(await show("bad again")).toBeUndefined()
    expect(await showLate("bad again and again")).toEqual(TOO_MANY)
    clock.moveBy(1_000_000)
    lookups.length = 0
    await spend()
    expect(lookups).toHaveLength(3)
    expect(await showLate("bad at last")).toEqual(TOO_MANY)
  })

  it("are told when the next one may be wrong", async () => {
    const limits = { ...LIMITS, failures: { ofOne: 1, ofAll: 100, ms: 30_000 } }
    const { showLate, spend } = world(limits)
    await spend()
    expect(await showLate("bad")).toEqual(["request.rate_limited", 30])
  })

  it("of one moment can't all use the same failure", async () => {
    const { clock, show, lookups } = world()
    const answers = [1, 2, 3, 4, 5].map((guess) => show(`bad ${guess}`))
    await Promise.resolve()
    clock.moveBy(250)
    expect(await Promise.all(answers)).toEqual([undefined, undefined, undefined, TOO_MANY, TOO_MANY])
    expect(lookups).toHaveLength(3)
  })
})

describe("a good secret", () => {
  it("costs nothing, however often it is presented", async () => {
    const { show, lookups } = world()
    for (let call = 0; call < 20; call++) expect(await show(`good ${call}`)).toBe(`good ${call}`)
    expect(await show("bad 1")).toBeUndefined()
    expect(lookups).toHaveLength(21)
  })

  it("that is known goes on at once, whatever others behind its address guess", async () => {
    const { show, spend, batches } = world()
    await show("good old")
    await spend()
    expect(await show("good old")).toBe("good old")
    expect(batches).toEqual([])
  })

  it("that is new gets through within a second, in the midst of a flood of guesses", async () => {
    const { clock, show, showLate, spend } = world()
    await spend()
    const flood = [show("bad 8"), show("bad 9")]
    expect(await showLate("good new")).toBe("good new")
    expect(await Promise.all(flood)).toEqual([TOO_MANY, TOO_MANY])
    expect(await show("good new"), "known from then on").toBe("good new")
    expect(clock.offsetMs()).toBeLessThan(1_000)
  })

  it("that ended is a guess like others", async () => {
    const { guesses, show, showLate, spend } = world()
    await show("good")
    const ended = { kind: "token", secret: "good", address: HERE } as const
    expect(await guesses.guard(ended, async () => undefined)).toBeUndefined()
    await spend(HERE, 2)
    expect(await showLate("bad"), "it took the third").toEqual(TOO_MANY)
  })

  it("of one kind says nothing of another kind", async () => {
    const { show, showLate, spend, batches } = world({ ...LIMITS, failures: { ofOne: 3, ofAll: 5, ms: 30_000 } })
    const kinds: readonly SecretKind[] = ["link", "authorization", "inbound"]
    await show("good")
    await spend()
    for (const kind of kinds) expect(await showLate("good", { kind })).toBe("good")
    for (const kind of kinds)
      expect(await showLate("bad", { kind })).toEqual(["request.rate_limited", expect.any(Number)])
    expect(batches).toHaveLength(6)
  })
})

describe("the failures of addresses", () => {
  it("are their own, up to a number for all together", async () => {
    const { show, showLate, spend } = world()
    await spend()
    expect(await show("bad", { address: "192.0.2.2" })).toBeUndefined()
    expect(await show("bad", { address: "192.0.2.3" })).toBeUndefined()
    expect(await showLate("bad", { address: "192.0.2.4" })).toEqual(TOO_MANY)
    expect(await showLate("good", { address: "192.0.2.4" })).toBe("good")
  })

  it.each([
    ["2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6", true],
    ["2001:db8:1:2::1", "2001:db8:1:3::1", false],
    ["192.0.2.1", "::ffff:192.0.2.1", true],
    ["192.0.2.1", "192.0.2.2", false],
  ])("%s and %s share them: %s", async (one, other, isShared) => {
    const { show, showLate, spend } = world()
    await spend(one)
    const answer = isShared ? await showLate("bad", { address: other }) : await show("bad", { address: other })
    expect(answer).toEqual(isShared ? TOO_MANY : undefined)
  })

  it("are forgotten for the oldest address when there are too many", async () => {
    const { show, spend } = world({ ...LIMITS, failures: { ofOne: 3, ofAll: 1_000, ms: 3_000 } })
    await spend()
    for (let other = 2; other < 6; other++) await spend(`192.0.2.${other}`)
    expect(await show("bad")).toBeUndefined()
  })

  it("are given back when the lookup itself fails, and its error is passed on", async () => {
    const { guesses, show, spend, lookups } = world()
    const away = async () => Promise.reject(new AppError("server.unavailable", "the database is away"))
    const asked = guesses.guard({ kind: "token", secret: "x", address: HERE }, away)
    await expect(asked).rejects.toMatchObject({ code: "server.unavailable" })
    await spend()
    expect(await Promise.race([show("bad"), "waits"])).toBe("waits")
    expect(lookups).toHaveLength(3)
  })

  it("a query for all that fails is an error for all that wait, and for nobody after them", async () => {
    const clock = stillClock()
    let isAway = true
    const known = async () => {
      if (isAway) throw new AppError("server.unavailable", "the database is away")
      return new Set(["good"])
    }
    const limits = { ...LIMITS, failures: { ofOne: 1, ofAll: 1, ms: 60_000 } }
    const guesses = guessesOver(known, clock, limits)
    const show = (secret: string, found: string | undefined) => {
      const answer = guesses.guard({ kind: "token", secret, address: HERE }, async () => found).catch(refusal)
      return Promise.resolve().then(() => {
        clock.moveBy(250)
        return answer
      })
    }
    await show("bad", undefined)
    expect(await show("good", "found")).toEqual(["server.unavailable", undefined])
    isAway = false
    expect(await show("good", "found")).toBe("found")
  })
})
