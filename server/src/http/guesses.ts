/**
 * A limit on guesses: lookups of secrets (tokens, link tokens, addresses of inbound webhooks) that find nothing.
 *
 * While an address has failures left, a secret is looked up at once, and one that is not found costs a failure. When
 * none are left, secrets that this process has never found wait for the next of four queries a second, which asks for
 * all of them together: who is found goes on as ever, the others are a 429. So guesses cost the database the same, however
 * many they are, and whoever shares an address with a guesser (NAT, load balancer) is late by a quarter of a second, once.
 * Only what a query has no room for is refused unseen, to be tried again a second later.
 */
import { isIPv4 } from "node:net"
import { LRUCache } from "lru-cache"
import type { Clock } from "../clock.js"
import { AppError } from "../errors.js"

export type SecretKind = "token" | "link" | "authorization" | "inbound"
/** Which of these there are. */
type Known = (secrets: readonly string[]) => Promise<ReadonlySet<string>>
type KnownSecrets = Readonly<Record<SecretKind, Known>>

export type Presented = { kind: SecretKind; secret: string; address: string }
export type Guesses = {
  /** What `find` answers, undefined when that is nothing. Throws `request.rate_limited` when too many have found nothing. */
  guard<T>(presented: Presented, find: () => Promise<T | undefined>): Promise<T | undefined>
}

export type GuessLimits = {
  /** Failures at once for each address and for all together, and how long it takes until all of them are back. */
  failures: { ofOne: number; ofAll: number; ms: number }
  /** Addresses and good secrets that are remembered. */
  most: { addresses: number; good: number }
  /** How long secrets are gathered for a query, how many it asks for, and how many of one address. */
  batch: { ms: number; ofAll: number; ofOne: number }
}

const LIMITS: GuessLimits = {
  failures: { ofOne: 60, ofAll: 600, ms: 60_000 },
  most: { addresses: 10_000, good: 10_000 },
  batch: { ms: 250, ofAll: 1_000, ofOne: 500 },
}

type GuessDeps = { clock: Clock; known: KnownSecrets; limits?: GuessLimits }

export function createGuesses({ clock, known, limits = LIMITS }: GuessDeps): Guesses {
  const failures = createFailures(clock, limits)
  const good = new LRUCache<string, true>({ max: limits.most.good })
  const batches: Record<SecretKind, Batches> = {
    token: createBatches(clock, limits, known.token),
    link: createBatches(clock, limits, known.link),
    authorization: createBatches(clock, limits, known.authorization),
    inbound: createBatches(clock, limits, known.inbound),
  }
  return {
    async guard({ kind, secret, address }, find) {
      const name = `${kind} ${secret}`
      const from = networkOf(address)
      // Before the lookup, so that many at once don't all find the same failure left.
      const giveBack = failures.take(from)
      if (!giveBack && !good.has(name) && !(await batches[kind].has(secret, from)))
        throw tooMany(failures.waitSeconds(from))
      const found = await find().catch((error: unknown) => {
        giveBack?.()
        throw error
      })
      if (found === undefined) good.delete(name)
      else {
        good.set(name, true)
        giveBack?.()
      }
      return found
    },
  }
}

const tooMany = (seconds: number) =>
  new AppError(
    "request.rate_limited",
    `too many tokens from this address were unknown, revoked or expired, as this one is: try again in ${seconds} s with a valid one`,
    { retryAfterSeconds: seconds, isUndone: true },
  )

type Failures = {
  /** Undefined: none is left. Else what gives it back. */
  take(address: string): (() => void) | undefined
  waitSeconds(address: string): number
}

/** Each bucket is the moment up to which its failures are used up. */
function createFailures(clock: Clock, { failures: { ofOne, ofAll, ms }, most }: GuessLimits): Failures {
  const usedUntil = new LRUCache<string, number>({ max: most.addresses })
  let allUsedUntil = 0
  const waitMs = (until: number, failures: number) => {
    const now = clock.elapsedMs()
    return Math.max(until, now) + ms / failures - now - ms
  }
  const longestWait = (address: string) =>
    Math.max(waitMs(usedUntil.get(address) ?? 0, ofOne), waitMs(allUsedUntil, ofAll))
  const put = (address: string, count: 1 | -1) => {
    const now = clock.elapsedMs()
    usedUntil.set(address, Math.max(usedUntil.get(address) ?? 0, now) + (count * ms) / ofOne)
    allUsedUntil = Math.max(allUsedUntil, now) + (count * ms) / ofAll
  }
  return {
    take(address) {
      // Less is what sums of fractions are off by.
      if (longestWait(address) > 0.001) return undefined
      put(address, 1)
      return () => put(address, -1)
    },
    waitSeconds: (address) => Math.max(1, Math.ceil(longestWait(address) / 1_000)),
  }
}

type Batches = { has(secret: string, address: string): Promise<boolean> }
type Batch = { secrets: string[]; byAddress: Map<string, number>; known: Promise<ReadonlySet<string>> }

function createBatches(clock: Clock, { batch: { ms, ...room } }: GuessLimits, known: Known): Batches {
  let open: Batch | undefined
  const begin = (): Batch => {
    const secrets: string[] = []
    const gathered = clock.sleep(ms).then(() => {
      open = undefined
      return known(secrets)
    })
    return { secrets, byAddress: new Map(), known: gathered }
  }
  return {
    async has(secret, address) {
      open ??= begin()
      const { secrets, byAddress } = open
      const ofOne = byAddress.get(address) ?? 0
      if (secrets.length >= room.ofAll || ofOne >= room.ofOne) throw noRoom()
      byAddress.set(address, ofOne + 1)
      secrets.push(secret)
      return (await open.known).has(secret)
    },
  }
}

const noRoom = () =>
  new AppError(
    "request.rate_limited",
    "too many tokens from this address were unknown, revoked or expired: try again in 1 s",
    {
      retryAfterSeconds: 1,
      isUndone: true,
    },
  )

/** Of the socket. What a header says of it could be anything. */
export const addressOf = ({ socket }: { socket: { remoteAddress?: string | undefined } }): string =>
  socket.remoteAddress ?? ""

/** One site has 2^64 addresses of IPv6: its network counts as one. */
function networkOf(address: string): string {
  const last = address.slice(address.lastIndexOf(":") + 1)
  if (isIPv4(last)) return last
  const [head = ""] = address.split("::")
  return head.split(":").slice(0, 4).join(":")
}
