import { type FollowOptions, follow } from "./changes.js"
import type { Change, WebhookEvent } from "./events.js"
import { METHODS, type Namespaces } from "./generated/methods.js"
import { createPages } from "./pages.js"
import { countIn, fillPath } from "./query.js"
import { request, type Settings, wait } from "./request.js"
import type { NewCall } from "./types.js"
import { type Verifying, verifyWebhook } from "./webhooks.js"

/** A client: a namespace for each kind of thing, a method for each operation. */
export type Rollcall = Omit<Namespaces, "changes" | "webhooks"> & {
  changes: Namespaces["changes"] & {
    /** What happened and goes on happening, in order, at least once, from a position that is kept. */
    follow(options?: FollowOptions): AsyncGenerator<Change, void, undefined>
  }
  webhooks: Namespaces["webhooks"] & {
    /** The event of a delivery, once it is known to be from Rollcall. Throws `WebhookVerificationError`. */
    verify(given: Verifying): Promise<WebhookEvent>
  }
  /** The connection that is meant where none is named. */
  readonly accountId: string | undefined
  /** The same client for one connection. */
  account(accountId: string): Rollcall
  /** A call by method and path, for what has no method of its own. */
  request(method: string, path: string, call?: RawCall): Promise<unknown>
}

export type RawCall = NewCall<Record<string, unknown>> & { body?: unknown }

/** A client of the server at `url`. It makes no request by itself. Throws for settings that can't work. */
export function createRollcall(settings: Settings): Rollcall {
  assertUsable(settings)
  const namespaces = Object.entries(METHODS).map(([name, methods]) => [
    name,
    Object.fromEntries(Object.entries(methods).map(([method, text]) => [method, createMethod(settings, text)])),
  ])
  const made = Object.fromEntries(namespaces) as Namespaces // METHODS and Namespaces are made of the same contract
  const { sleep = wait } = settings
  return {
    ...made,
    changes: {
      ...made.changes,
      follow: (options = {}) => follow(async (query) => made.changes.list(query), sleep, options),
    },
    webhooks: { ...made.webhooks, verify: verifyWebhook },
    accountId: settings.accountId,
    account: (accountId) => createRollcall({ ...settings, accountId }),
    request: (method, path, { body, ...call } = {}) =>
      request(settings, { method, path, query: call.query, body, takesKey: method !== "GET" }, call),
  }
}

function assertUsable({ url, token }: Settings): void {
  if (!URL.canParse(url ?? ""))
    throw new TypeError(`url: give the address of your Rollcall, not ${JSON.stringify(url)}`)
  if (!token) throw new TypeError("token: give an API token, or an integrated account's")
}

type Given = Readonly<Record<string, unknown>>

/**
 * Its arguments are the values of its path, its body where it has one, then its query or how it is called: what they are is
 * said by the types of `Namespaces`, so they are taken as such here.
 */
function createMethod(settings: Settings, text: string) {
  const [method = "", path = "", ...traits] = text.split(" ")
  const [ids, has] = [countIn(path), (trait: string) => traits.includes(trait)]
  const paging = traits.find((one) => ["cursor", "admin", "sequence"].includes(one))
  const own = { integrated_account_id: settings.accountId }
  const inQuery = (query: unknown): Given => ({ ...(has("account") ? own : {}), ...(query as Given | undefined) })
  const asked = { method, takesKey: has("key"), isFile: has("file") }
  return (...values: unknown[]): unknown => {
    const at = { ...asked, path: fillPath(path, values.slice(0, ids)) }
    const rest = values.slice(ids)
    if (method !== "GET") {
      const [body, call] = (has("body") ? rest : [undefined, ...rest]) as [unknown, NewCall | undefined]
      const whole = has("own") ? { ...own, ...(body as Given | undefined) } : body
      return request(settings, { ...at, query: inQuery(call?.query), body: whole }, call)
    }
    const [query, call] = rest as [Given | undefined, NewCall | undefined]
    const read = (one: Given) => request(settings, { ...at, query: one }, call)
    return paging ? createPages(read, inQuery(query), paging) : read(inQuery(query))
  }
}
