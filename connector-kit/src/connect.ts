import type { Settings } from "./auth.js"
import type { RemoteRequest } from "./request.js"

/** Who a credential speaks for. `context` is kept with the account and shown to the caller; `fields` declare its keys. */
export type Identity = {
  companyId: string
  companyName: string | null
  context: Readonly<Record<string, unknown>>
}

export type ConnectCheck = {
  /** The kind of data: its name in the results of a check, and the words that the page has for it. */
  data: string
  label: string
  /** By language, where English is not enough. */
  translations?: Readonly<Record<string, { label: string }>>
  /** The cheapest read that is refused when the data may not be read. */
  request: RemoteRequest
  /** What the customer must allow, in the HR system's own word. */
  permission: string
  /** True: without it the connection is of no use. */
  isRequired: boolean
}

/** The words of a check: English ones, and others by language. */
export const labelled = (
  data: string,
  label: string,
  others: Readonly<Record<string, string>>,
): Pick<ConnectCheck, "data" | "label" | "translations"> => ({
  data,
  label,
  translations: Object.fromEntries(Object.entries(others).map(([language, label]) => [language, { label }])),
})

/** What a new credential is asked, so that a customer sees at once what was connected and what is missing. */
export type Connect = {
  identity: {
    request: RemoteRequest
    /** Keys of `Identity.context`. */
    fields: readonly string[]
    /** True: a 403 comes only to a credential that is good. Absent: it is a credential that is refused. */
    mayBeForbidden?: true
    /**
     * `body` is the answer's JSON, undefined when there is no such thing (a `skip`; a 403 only where it may be forbidden);
     * `settings` are the account's. Undefined: the answer makes no sense. Never throws.
     */
    read(body: unknown, settings: Settings): Identity | undefined
  }
  checks: readonly ConnectCheck[]
}
