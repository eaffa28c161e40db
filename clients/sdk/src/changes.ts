import { RollcallError } from "./errors.js"
import type { Change } from "./events.js"
import { RETRIED } from "./generated/methods.js"
import type { Query } from "./types.js"

/** How far the change log was read. Both belong together. */
export type Position = { after: number; log: string | null }

/** Where a position is kept. Save it with what you made of the changes, in one transaction, and none is lost or doubled. */
export type PositionStore = {
  load(): Promise<Position | undefined> | Position | undefined
  save(position: Position): Promise<void> | void
}

export type FollowOptions = Pick<
  Query<"list_changes">,
  "event_type" | "resource" | "limit" | "integrated_account_id"
> & {
  /** Without one it begins with what happens from now on. */
  store?: PositionStore | undefined
  /**
   * Reads the lists as they are: called when there is no position yet (`new`), and when the log can't go on from it (`expired`),
   * because events are gone or the database was restored. The position is taken before it and saved after it, so nothing in
   * between is missed. Without it, an expired position is thrown.
   */
  begin?: ((why: "new" | "expired") => Promise<void>) | undefined
  /** Milliseconds between two looks while nothing happens: 5,000 unless given. */
  pollMs?: number | undefined
  /** Told of trouble that may pass. It is tried again, for as long as it takes. */
  onTrouble?: ((error: RollcallError) => void) | undefined
  /** Ends it. */
  signal?: AbortSignal | undefined
}

type Page = { result: Change[]; next_after: number; log: string | null; has_more: boolean }
/** Reads one page, with retries of its own. */
type Read = (query: Query<"list_changes">) => Promise<unknown>
type Sleep = (ms: number, signal: AbortSignal | undefined) => Promise<void>

const POLL_MS = 5_000

/**
 * Every change, in order, at least once: the position is saved when all changes of a page were taken, so after a crash
 * those of the last page come again. It never ends by itself.
 */
export async function* follow(
  read: Read,
  sleep: Sleep,
  options: FollowOptions,
): AsyncGenerator<Change, void, undefined> {
  const { store, begin, pollMs = POLL_MS, onTrouble, signal, ...query } = options
  const ask = async (more: Query<"list_changes">) => (await read({ limit: 500, ...query, ...more })) as Page
  let position = await store?.load()
  let why: "new" | "expired" = "new"
  while (!signal?.aborted) {
    try {
      position ??= await start(ask, options, why)
      const page = await ask({ after: String(position.after), log: position.log ?? undefined })
      yield* page.result
      position = await advance(store, position, page)
      if (!page.has_more) await sleep(pollMs, signal)
    } catch (error) {
      if (signal?.aborted) return
      if (!(error instanceof RollcallError)) throw error
      if (error.code === "changes.expired" && begin) [position, why] = [undefined, "expired"]
      else if (!mayPass(error)) throw error
      onTrouble?.(error)
      if (mayPass(error)) await sleep(Math.max(pollMs, 1000 * (error.retryAfterSeconds ?? 0)), signal).catch(() => {})
    }
  }
}

/** The position comes before the lists: what happens while they are read is told after them. */
async function start(
  ask: (query: Query<"list_changes">) => Promise<Page>,
  { begin, store }: FollowOptions,
  why: "new" | "expired",
): Promise<Position> {
  const { next_after: after, log } = await ask({ after: "latest" })
  await begin?.(why)
  await store?.save({ after, log })
  return { after, log }
}

async function advance(store: PositionStore | undefined, position: Position, page: Page): Promise<Position> {
  const next = { after: page.next_after, log: page.log }
  if (next.after !== position.after) await store?.save(next)
  return next
}

const mayPass = ({ code }: RollcallError): boolean => code.startsWith("client.") || RETRIED.includes(code)
