/**
 * Tokens with which an agent calls tools of one connection: which tools, how they are shown, until when. The secret stands
 * in the address that a client is given, so it is kept as a hash and shown once. It knows no tools and no HTTP.
 */
import { randomBytes, randomUUID } from "node:crypto"
import type { McpConfig, McpToken } from "@rollcall/contract"
import type { Db } from "../../db/index.js"
import { type At, type Page, type PageQuery, readPage } from "../../db/paging.js"
import { assertStorable } from "../../db/storable.js"
import type { Vault } from "../../vault/index.js"
import { hashToken } from "../authentication.js"
import { commonScopes } from "../token-store.js"
import {
  deleteMcpToken,
  findByHash,
  findMcpToken,
  insertMcpToken,
  listMcpTokens,
  type McpTokenChanges,
  type McpTokenFilters,
  type McpTokenRow,
  type Owner,
  updateMcpToken,
} from "./store.js"

type Given = { name: string; config: McpConfig; expiresAt: Date | null }

export type McpTokens = {
  page(owner: Owner, query: PageQuery & McpTokenFilters): Promise<Page<McpToken>>
  get(owner: Owner, id: string): Promise<McpToken | undefined>
  /**
   * With the token, shown this once; it may do no more than `scopes`, nor than its maker may do by now, and ends with it.
   * Undefined: the account, or the maker, is not in the environment.
   */
  create(
    owner: Owner,
    given: Given & { scopes: readonly string[]; madeBy: string },
  ): Promise<(McpToken & { token: string }) | undefined>
  /** What is left out stays. */
  update(owner: Owner, id: string, patch: Partial<Given>): Promise<McpToken | undefined>
  /** What it may do at most. Undefined: there is none. */
  scopesOf(owner: Owner, id: string): Promise<readonly string[] | undefined>
  remove(owner: Owner, id: string): Promise<boolean>
  /** What a token stands for. Undefined: it is unknown, revoked or over. */
  find(token: string): Promise<(McpToken & { scopes: readonly string[] }) | undefined>
}

export function createMcpTokens(db: Db, vault: Vault): McpTokens {
  return {
    page(owner, { ids, names, ...query }) {
      assertStorable({ name: names })
      const binding = `mcp tokens ${owner.environmentId} ${owner.accountId}`
      const list = (at: At) => listMcpTokens(db, owner, { ...at, ids, names })
      return readPage(vault, { binding, query, list, show })
    },
    async get(owner, id) {
      const row = await findMcpToken(db, { ...owner, id })
      return row && show(row)
    },
    async create(owner, { name, config, scopes, expiresAt, madeBy }) {
      assertStorable({ name, config })
      const token = `mcp_${randomBytes(32).toString("base64url")}`
      const kept = { config: textOf(config), scopes: JSON.stringify(scopes), expiresAt, madeBy }
      const values = { ...owner, id: randomUUID(), name, hash: hashToken(token), ...kept }
      const row = await insertMcpToken(db, values)
      return row && { ...show(row), token }
    },
    async update(owner, id, patch) {
      assertStorable(patch)
      const row = await updateMcpToken(db, { ...owner, id }, changesOf(patch))
      return row && show(row)
    },
    async scopesOf(owner, id) {
      return (await findMcpToken(db, { ...owner, id }))?.scopes
    },
    remove: (owner, id) => deleteMcpToken(db, { ...owner, id }),
    async find(token) {
      const row = await findByHash(db, hashToken(token))
      return row && { ...show(row), scopes: commonScopes(row.scopes, row.maker_scopes ?? row.scopes) }
    },
  }
}

const changesOf = ({ name, config, expiresAt }: Partial<Given>): McpTokenChanges => ({
  ...(name === undefined ? {} : { name }),
  ...(config === undefined ? {} : { config: textOf(config) }),
  ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
})

const UNLESS_GIVEN: McpToken["config"] = {
  methods: [],
  tags: [],
  type: "proxy",
  tool_exposure: "all",
  require_api_token_auth: false,
}
const textOf = (config: McpConfig): string => JSON.stringify({ ...UNLESS_GIVEN, ...config })

const show = (row: McpTokenRow): McpToken => ({
  id: row.id,
  name: row.name,
  integrated_account_id: row.account_id,
  environment_id: row.environment_id,
  config: { ...UNLESS_GIVEN, ...row.config },
  expires_at: row.expires_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
})
