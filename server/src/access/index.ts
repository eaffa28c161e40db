/**
 * Who may call: environments, API tokens, integrated account tokens, callers' limits and idempotency keys.
 * Tokens are kept as hashes. An authentication may be up to a second old, in this process never older than a
 * revocation made here. It knows nothing of HTTP and nothing of what is behind the door.
 */
import { randomUUID } from "node:crypto"
import { type Environment, TEAM_ID } from "@rollcall/contract"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import { type At, type Page, type PageQuery, readPage } from "../db/paging.js"
import { assertStorable } from "../db/storable.js"
import type { Buckets, Rate } from "../rates/index.js"
import type { Vault } from "../vault/index.js"
import { type Authentication, createAuthentication, hashToken, newApiToken } from "./authentication.js"
import type { Caller } from "./caller.js"
import { createIdempotency, type Idempotency } from "./idempotency/index.js"
import { createLimits, type Limits } from "./limits.js"
import { type LinkSettings, readLinkSettings, showLinkSettings } from "./link-settings.js"
import { createMcpTokens, type McpTokens } from "./mcp-tokens/index.js"
import * as store from "./store.js"
import * as tokenStore from "./token-store.js"
import { createTokens, type Tokens } from "./tokens.js"

export type AccessDeps = {
  db: Db
  vault: Vault
  buckets: Buckets
  rates: { token: Rate; account: Rate }
  clock: Clock
}
export type DefaultEnvironment = {
  environmentId: string
  /** The setting names a token that was revoked: it stays so. */
  isSettingRevoked: boolean
}
export type EnvironmentPatch = { name?: string | undefined; link?: LinkPatch | undefined }
type LinkPatch = { [K in keyof Environment["link"]]?: Environment["link"][K] | undefined }
export type ListQuery = PageQuery & store.ListFilters

export type Access = Pick<Authentication, "authenticate" | "recall" | "known"> & {
  limits: Limits
  idempotency: Idempotency
  /** Makes sure of the default environment, and that it has the setting's token and none of an older setting. */
  ensureDefault(apiToken: string | null): Promise<DefaultEnvironment>
  /**
   * While the environment has no token at all it makes one and shows it before it is kept: whatever ends the process in
   * between, the next start shows one that works.
   */
  showFirstToken(environmentId: string, show: (token: string) => void): Promise<void>
  environments: {
    page(caller: Caller, query: ListQuery): Promise<Page<Environment>>
    get(caller: Caller, id: string): Promise<Environment | undefined>
    /** With its first API token, shown this once. */
    create(name: string): Promise<Environment & { api_token: string }>
    update(caller: Caller, id: string, patch: EnvironmentPatch): Promise<Environment | undefined>
    /** How the environment's link page looks. */
    linkSettings(id: string): Promise<LinkSettings>
  }
  tokens: Tokens
  mcpTokens: McpTokens
}

export function createAccess({ db, vault, buckets, rates, clock }: AccessDeps): Access {
  const { authenticate, recall, known, forget } = createAuthentication(db, clock)
  return {
    authenticate,
    recall,
    known,
    limits: createLimits(buckets, rates),
    idempotency: createIdempotency(db, vault, clock),
    ensureDefault: (apiToken) => ensureDefault(db, apiToken),
    async showFirstToken(environmentId, show) {
      const token = newApiToken()
      await tokenStore.insertFirstToken(db, bootstrapToken(environmentId, token), () => show(token))
    },
    environments: createEnvironments(db, vault),
    tokens: createTokens({ db, vault, serverRate: rates.token, forget }),
    mcpTokens: createMcpTokens(db, vault),
  }
}

async function ensureDefault(db: Db, apiToken: string | null): Promise<DefaultEnvironment> {
  const environmentId = await store.insertDefaultEnvironment(db, randomUUID())
  if (apiToken === null) return { environmentId, isSettingRevoked: false }
  const isSettingRevoked = !(await tokenStore.ownSettingToken(db, bootstrapToken(environmentId, apiToken)))
  return { environmentId, isSettingRevoked }
}

const bootstrapToken = (environmentId: string, token: string): tokenStore.NewToken => ({
  id: randomUUID(),
  environment_id: environmentId,
  name: "Bootstrap",
  hash: hashToken(token),
})

const asEnvironment = (row: store.EnvironmentRow): Environment => ({
  id: row.id,
  name: row.name,
  team_id: TEAM_ID,
  is_default: row.is_default,
  link: showLinkSettings(row),
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
})

function createEnvironments(db: Db, vault: Vault): Access["environments"] {
  return {
    async page(caller, { ids, names, ...query }) {
      assertStorable({ name: names })
      const binding = `environments ${store.seesAll(caller) ? "all" : caller.environmentId}`
      const list = (at: At) => store.listEnvironments(db, caller, { ...at, ids, names })
      return readPage(vault, { binding, query, list, show: asEnvironment })
    },
    async get(caller, id) {
      const row = await store.findEnvironment(db, caller, id)
      return row && asEnvironment(row)
    },
    async create(name) {
      assertStorable({ name })
      const token = newApiToken()
      return db.transaction().execute(async (tx) => {
        const row = await store.insertEnvironment(tx, { id: randomUUID(), name })
        const values = {
          id: randomUUID(),
          environment_id: row.id,
          name: "First token",
          hash: hashToken(token),
        }
        await tokenStore.insertToken(tx, values)
        return { ...asEnvironment(row), api_token: token }
      })
    },
    async update(caller, id, patch) {
      assertStorable(patch)
      const there = await store.findEnvironment(db, caller, id)
      if (!there) return undefined
      const link = patch.link && JSON.stringify({ ...there.link, ...patch.link })
      const row = await store.updateEnvironment(db, id, { name: patch.name ?? there.name, ...(link ? { link } : {}) })
      return row && asEnvironment(row)
    },
    linkSettings: async (id) => readLinkSettings(await store.readEnvironment(db, id)),
  }
}

export type * from "./caller.js"
export type { AccountToken, Rotated, TokenValues } from "./tokens.js"
