/**
 * Integrations installed in an environment, with the environment's own settings for them: whether they are offered,
 * and its own OAuth client. The client's secret is sealed and never shown. It knows nothing of accounts.
 */
import { randomUUID } from "node:crypto"
import type { EnvironmentIntegration } from "@rollcall/contract"
import type { Db } from "../../db/index.js"
import { type Page, type PageQuery, readPage } from "../../db/paging.js"
import { assertStorable } from "../../db/storable.js"
import { notFound } from "../../errors.js"
import type { Vault } from "../../vault/index.js"
import { assertHost, type IntegrationFacts } from "../integration.js"
import type { OAuthClient } from "../token-endpoint.js"
import { assertOverride, clientIn, sealedAt, sealOverride } from "./override.js"
import * as store from "./store.js"

export type InstalledPatch = { is_enabled?: boolean; show_in_catalog?: boolean; override?: Record<string, unknown> }

export type Installed = {
  /** Those that were not there in an environment that had others are not offered to customers until somebody says so. */
  ensureAll(environmentId: string): Promise<void>
  page(environmentId: string, query: PageQuery & store.InstalledFilters): Promise<Page<EnvironmentIntegration>>
  get(environmentId: string, id: string): Promise<EnvironmentIntegration | undefined>
  /** Idempotent. Throws `resource.not_found` for an integration that this server does not have. */
  install(environmentId: string, integration: string): Promise<EnvironmentIntegration>
  update(environmentId: string, id: string, patch: InstalledPatch): Promise<EnvironmentIntegration | undefined>
  /** The environment's own OAuth client, if it has one. */
  clientOf(environmentId: string, id: string): Promise<OAuthClient | undefined>
}

type InstalledDeps = { db: Db; vault: Vault; integrations: readonly IntegrationFacts[] }

export function createInstalled(deps: InstalledDeps): Installed {
  const { db, vault, integrations } = deps
  const asPublic = (row: store.InstalledRow) => show(row, integrations)
  const install = async (environmentId: string, integration: string) => {
    if (!integrations.some((one) => one.id === integration)) {
      const names = integrations.map((one) => one.id).join(", ")
      throw notFound(
        `there is no integration ${integration.slice(0, 100)}; there is ${names}`,
        "Send one of the names that the message has; GET /integration lists them.",
      )
    }
    return asPublic(await store.insertInstalled(db, { id: randomUUID(), environment_id: environmentId, integration }))
  }
  return {
    install,
    ensureAll: (environmentId) =>
      store.insertMissing(db, {
        environment_id: environmentId,
        rows: integrations.map(({ id: integration }) => ({ id: randomUUID(), integration })),
      }),
    page: (environmentId, query) => pageOf(deps, environmentId, query),
    async get(environmentId, id) {
      const row = await store.findInstalled(db, environmentId, id)
      return row && asPublic(row)
    },
    async update(environmentId, id, { override, ...flags }) {
      assertStorable({ override })
      if (override) assertOverride(override)
      const stored = override && (await store.findInstalled(db, environmentId, id))
      if (stored) assertHost(integrations, stored.integration, override)
      const sealed = override && stored ? sealOverride(vault, stored, override) : {}
      const row = await store.updateInstalled(db, environmentId, { id, ...flags, ...sealed })
      return row && asPublic(row)
    },
    clientOf: (environmentId, id) => clientOf(deps, environmentId, id),
  }
}

async function pageOf(
  { db, vault, integrations }: InstalledDeps,
  environmentId: string,
  { limit, cursor, ...filters }: PageQuery & store.InstalledFilters,
) {
  assertStorable(filters)
  return readPage(vault, {
    binding: `installed ${environmentId}`,
    query: { limit, cursor },
    list: (at) => store.listInstalled(db, environmentId, { ...at, filters }),
    show: (row) => show(row, integrations),
  })
}

async function clientOf({ db, vault }: InstalledDeps, environmentId: string, id: string) {
  const row = await store.findInstalled(db, environmentId, id)
  const client = clientIn(row?.override ?? {})
  if (!row?.secrets || typeof client.id !== "string") return undefined
  return { id: client.id, secret: vault.open(row.secrets, sealedAt(id)).toString("utf8") }
}

function show(row: store.InstalledRow, integrations: readonly IntegrationFacts[]): EnvironmentIntegration {
  const category = integrations.find((one) => one.id === row.integration)?.category ?? "hris"
  return {
    id: row.id,
    integration_id: row.integration,
    environment_id: row.environment_id,
    is_enabled: row.is_enabled,
    is_active: row.is_enabled,
    show_in_catalog: row.show_in_catalog,
    override: row.override,
    integration: { id: row.integration, name: row.integration, category },
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}
