import { AppError, badField } from "../../errors.js"
import type { Place, Vault } from "../../vault/index.js"
import { isObject, objectAt } from "../secrets.js"
import type { InstalledRow } from "./store.js"

type Override = Readonly<Record<string, unknown>>

/** What an environment may set for an integration, by path; the client's secret alone is not shown. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  override: ["host", "authorize_params", "credentials"],
  "override.credentials": ["oauth2", "client"],
  "override.credentials.oauth2": ["client"],
  "override.credentials.oauth2.client": ["id", "secret"],
  "override.credentials.client": ["id", "secret"],
}

/** Refuses what nothing would come of, or what would be kept in the open. Throws `request.invalid`. */
export function assertOverride(override: Override): void {
  assertFields("override", override)
  const params = Object.entries(objectAt(override, "authorize_params"))
  const odd = params.find(([, value]) => value !== null && typeof value !== "string")
  if (odd) throw refused(`override.authorize_params.${odd[0]}`, "give text, or null to leave the parameter out")
}

function assertFields(path: string, given: Override): void {
  const there = FIELDS[path]
  if (!there) return
  for (const [key, value] of Object.entries(given)) {
    if (!there.includes(key)) throw refused(`${path}.${key}`, `is not a known field: there are ${there.join(", ")}`)
    if (isObject(value)) assertFields(`${path}.${key}`, value)
  }
}

function refused(path: string, message: string): AppError {
  return badField(path.slice(0, 200), message)
}

export const sealedAt = (id: string): Place => ({ table: "environment_integration", row: id, column: "secrets" })

export const clientIn = (override: Override) =>
  objectAt(objectAt(objectAt(override, "credentials"), "oauth2"), "client")

/**
 * Takes `credentials.oauth2.client.secret` (or `credentials.client.secret`) out of what is kept in the open. Left out,
 * the stored secret stays with the client it belongs to: what was answered may be sent back.
 */
export function sealOverride(
  vault: Vault,
  stored: InstalledRow,
  override: Override,
): { override: string; secrets?: Buffer | null } {
  const credentials = objectAt(override, "credentials")
  const given = isObject(credentials.client) ? credentials.client : objectAt(objectAt(credentials, "oauth2"), "client")
  const { secret, ...client } = given
  if (secret !== undefined && typeof secret !== "string") {
    throw new AppError("request.invalid", "override.credentials.oauth2.client.secret: give text")
  }
  const shown = { ...override, ...(override.credentials === undefined ? {} : { credentials: { oauth2: { client } } }) }
  if (secret !== undefined) return { override: JSON.stringify(shown), secrets: vault.seal(secret, sealedAt(stored.id)) }
  const isSameClient = client.id !== undefined && client.id === clientIn(stored.override).id
  if (client.id !== undefined && !(isSameClient && stored.secrets)) {
    // Else the operator's client would be used in silence.
    throw new AppError("request.invalid", "override.credentials.oauth2.client.secret: is required with another id")
  }
  return { override: JSON.stringify(shown), ...(isSameClient ? {} : { secrets: null }) }
}
