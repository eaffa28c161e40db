/**
 * A local BambooHR: the HRIS part of its API with believable data, access levels and a clock that can be moved. It
 * imports nothing of Rollcall, so that what is tested against it is tested against the reference and not against our
 * own idea of it.
 */
import {
  assertSame,
  DirectoryRefused,
  type Keeper,
  type OAuthClient,
  openSandbox,
  PortTaken,
} from "@rollcall/sandbox-kit"
import { SCOPES } from "./oauth/scopes.js"
import { type CompanySettings, Running } from "./running.js"
import { createApi } from "./server.js"
import { readCompany } from "./state/kept-company.js"

export type SandboxOptions = Partial<CompanySettings> & {
  /** 0: any free port. */
  port?: number
  host?: string
  /** First label of the company's host; any other is an unknown company. */
  companyDomain?: string
  apiKeys?: readonly string[]
  clients?: readonly OAuthClient[]
  accessTokenSeconds?: number
  webhookRetryMs?: readonly number[]
  /** Directory in which the company and its clock outlive the process; none: nowhere. */
  dataDir?: string
}

export type Sandbox = {
  /** Origin without a trailing slash. */
  url: string
  apiKey: string
  companyDomain: string
  running: Running
  close(): Promise<void>
}

export const DEFAULT_API_KEY = "b000000000000000000000000000000000000000"
export const DEFAULT_COMPANY_DOMAIN = "acme"
export const DEFAULT_CLIENT: OAuthClient = {
  id: "sandbox-client",
  secret: "sandbox-secret",
  name: "Sandbox client",
  redirectUris: ["urn:ietf:wg:oauth:2.0:oob"],
  scopes: [...SCOPES],
}

/** Throws when the port is taken, or when the data directory is used or holds another company than was asked for. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    port,
    host,
    apiKeys = [DEFAULT_API_KEY],
    companyDomain = DEFAULT_COMPANY_DOMAIN,
    clients = [DEFAULT_CLIENT],
    accessTokenSeconds = 3_600,
    dataDir,
    ...company
  } = options
  const start = (keeper: Keeper) => {
    const kept = readCompany(keeper.entries)?.settings
    const { seed, size, today } = company
    if (kept) assertSame(dataDir, { kept, asked: { seed, size, today } })
    const credentials = { companyDomain, apiKeys, clients, accessTokenSeconds }
    const running = new Running({ seed: "rollcall", size: 120, ...company, ...credentials }, keeper)
    return { app: createApi(running), running }
  }
  const opened = await openSandbox({ name: "sandbox-bamboohr", dataDir, port, host, start })
  return { ...opened, apiKey: apiKeys[0] ?? "", companyDomain }
}

export type { Fault } from "@rollcall/sandbox-kit"
export type { Change } from "./changes.js"
export type { AccessLevel, Area } from "./permissions/index.js"
export type { Behaviour, CompanySettings, Running } from "./running.js"
export { DirectoryRefused, PortTaken }
