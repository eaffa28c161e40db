/**
 * A local Factorial: the HRIS part of its API with believable data, OAuth with a consent page, webhooks, injected
 * trouble and a clock that can be moved. It imports nothing of Rollcall, so that what is tested against it is tested
 * against the reference and not against our own idea of it.
 */
import {
  assertSame,
  DirectoryRefused,
  type Keeper,
  type OAuthClient,
  openSandbox,
  PortTaken,
} from "@rollcall/sandbox-kit"
import { type CompanySettings, Running } from "./running.js"
import { createApi } from "./server.js"
import { readCompany } from "./state/kept-company.js"

export type SandboxOptions = Partial<CompanySettings> & {
  /** 0: any free port. */
  port?: number
  host?: string
  apiKeys?: readonly string[]
  clients?: readonly OAuthClient[]
  accessTokenSeconds?: number
  webhookRetryMs?: readonly number[]
  /** Directory in which the company, its clock, tokens and waiting deliveries outlive the process; none: nowhere. */
  dataDir?: string
}

export type Sandbox = {
  /** Origin without a trailing slash. */
  url: string
  apiKey: string
  running: Running
  close(): Promise<void>
}

export const DEFAULT_API_KEY = "sandbox-api-key"
export const DEFAULT_CLIENT: OAuthClient = {
  id: "sandbox-client",
  secret: "sandbox-secret",
  name: "Sandbox client",
  redirectUris: ["urn:ietf:wg:oauth:2.0:oob"],
  scopes: [],
}

/** Throws when the port is taken, or when the data directory is used or holds another company than was asked for. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port, host, apiKeys = [DEFAULT_API_KEY], clients = [DEFAULT_CLIENT], dataDir, ...company } = options
  const start = (keeper: Keeper) => {
    const kept = readCompany(keeper.entries)?.settings
    const { seed, size, today, firstId, locale } = company
    if (kept) assertSame(dataDir, { kept, asked: { seed, size, today, firstId, locale } })
    const running = new Running({ ...DEFAULTS, ...company, apiKeys, clients }, keeper)
    return { app: createApi(running), running }
  }
  const opened = await openSandbox({ name: "sandbox-factorial", dataDir, port, host, start })
  return { ...opened, apiKey: apiKeys[0] ?? "" }
}

const DEFAULTS = {
  seed: "rollcall",
  size: 120,
  accessTokenSeconds: 7_200,
  webhookRetryMs: [1_000, 5_000, 30_000, 120_000],
}

export type { Fault } from "@rollcall/sandbox-kit"
export type { CompanySettings, Running } from "./running.js"
export { DirectoryRefused, PortTaken }
