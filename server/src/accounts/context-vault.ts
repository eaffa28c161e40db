import { type AuthField, readField } from "@rollcall/connector-kit"
import { AppError, type Failure } from "../errors.js"
import type { Place, Vault } from "../vault/index.js"
import type { IntegrationFacts } from "./integration.js"
import { type Context, type ContextFields, fieldsOf, findOwn, joinContext, splitContext } from "./secrets.js"
import type { AccountRow } from "./store.js"
import { findBadSync } from "./sync-settings.js"

type Of = { id: string; integration: string }

/** The contexts of accounts as they are kept: what may be shown in the open, the rest sealed and bound to its row. */
export type ContextVault = {
  fields(integration: string): ContextFields
  /** Only what may be shown. */
  shown(row: Pick<AccountRow, "integration" | "context">): Record<string, unknown>
  /** The whole context. */
  open(row: AccountRow): Context
  close(of: Of, context: Context): { context: string; secrets: Buffer }
}

const NO_FIELDS: ContextFields = {
  open: new Set(),
  secret: new Set(),
  reported: new Set(),
  of: { api_key: [], oauth2: [] },
  declared: [],
}

export function createContextVault(vault: Vault, integrations: readonly IntegrationFacts[]): ContextVault {
  const known = new Map(integrations.map((facts) => [facts.id, fieldsOf(facts)]))
  const fields = (integration: string) => known.get(integration) ?? NO_FIELDS
  return {
    fields,
    shown: ({ integration, context }) => splitContext(fields(integration), context).open,
    open(row) {
      const secret: Context = JSON.parse(vault.open(row.secrets, sealedAt(row.id)).toString("utf8"))
      return joinContext({ open: row.context, secret })
    },
    close({ id, integration }, context) {
      const { open, secret } = splitContext(fields(integration), context)
      return { context: JSON.stringify(open), secrets: vault.seal(JSON.stringify(secret), sealedAt(id)) }
    },
  }
}

const sealedAt = (id: string): Place => ({ table: "integrated_account", row: id, column: "secrets" })

const MOST_NAMED = 10

/**
 * What was given, with declared fields as they are kept. Refuses values that can't be theirs, settings that mean nothing,
 * and another word for what the HR system itself has said. `before` is the context that it changes. Throws
 * `request.invalid`, which shows no value.
 */
export function readContext(fields: ContextFields, given: Context, before: Context = {}): Context {
  const changed = [...fields.reported]
    .filter(
      (key) => before[key] !== undefined && given[key] !== undefined && String(before[key]) !== String(given[key]),
    )
    .map((key) => ({ path: `context.${key}`, message: "is what the HR system says: leave it out" }))
  const { values, malformed } = readDeclared(fields, given)
  const failures = [...malformed, ...findBadSync(given.sync), ...changed].slice(0, MOST_NAMED)
  const [first] = failures
  if (first) throw new AppError("request.invalid", `${first.path}: ${first.message}`, { failures })
  return { ...given, ...values }
}

function readDeclared({ declared }: ContextFields, given: Context) {
  const values: Record<string, string> = {}
  const malformed: Failure[] = []
  for (const field of declared) {
    const read = readField(field, given[field.name])
    if ("value" in read) values[field.name] = read.value
    else if (read.problem === "malformed")
      malformed.push({ path: `context.${field.name}`, message: wantOf(field, given[field.name]) })
  }
  return { values, malformed }
}

const BAD_SECRET = "has spaces or line breaks, or is not whole: paste it again"

function wantOf(field: AuthField, given: unknown): string {
  if (field.isSecret) return BAD_SECRET
  const { accepts: _, ...asText } = field
  const { pattern, placeholder, malformed } = field
  if ("problem" in readField(asText, given))
    return `has to match ${pattern.source}${placeholder === undefined ? "" : `, as ${placeholder} does`}`
  return malformed ?? `is not accepted${placeholder === undefined ? "" : `: give one such as ${placeholder}`}`
}

const MOST_OWN_BYTES = 16 * 1024

/** What callers keep here for themselves stays small, however often it is added to. Throws `request.invalid`. */
export function assertOwnSmall(fields: ContextFields, context: Context): void {
  const own = findOwn(fields, context).map((key) => [key, context[key]])
  const bytes = Buffer.byteLength(JSON.stringify([own, context.custom ?? null]))
  if (bytes > MOST_OWN_BYTES) throw new AppError("request.invalid", "context: data of your own may have 16 kB together")
}

/** What a caller is told of data of its own that will not be shown again. */
export const warnOfOwn = (fields: ContextFields, given: Context): Failure[] =>
  findOwn(fields, given)
    .filter((key) => given[key] !== null)
    .slice(0, MOST_NAMED)
    .map((key) => ({
      path: `context.${key}`.slice(0, 200),
      message: "is not a known field: it is kept sealed and never shown; what is to be shown goes into context.custom",
    }))
