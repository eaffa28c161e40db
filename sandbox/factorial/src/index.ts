/**
 * A local Factorial: the HRIS part of its API with believable data, OAuth with a consent page, webhooks, injected
 * trouble and a clock that can be moved. It imports nothing of Rollcall, so that what is tested against it is tested
 * against the reference and not against our own idea of it.
 */
import { type CompanySettings, type OAuthClientSettings, Running } from "./running.js"
import { createApi } from "./server.js"

export type SandboxOptions = Partial<CompanySettings> & {
  /** 0: any free port. */
  port?: number
  host?: string
  apiKeys?: readonly string[]
  clients?: readonly OAuthClientSettings[]
  accessTokenSeconds?: number
  webhookRetryMs?: readonly number[]
}

export type Sandbox = {
  /** Origin without a trailing slash. */
  url: string
  apiKey: string
  running: Running
  close(): Promise<void>
}

export const DEFAULT_API_KEY = "sandbox-api-key"
export const DEFAULT_CLIENT: OAuthClientSettings = {
  id: "sandbox-client",
  secret: "sandbox-secret",
  name: "Sandbox client",
  redirectUris: ["urn:ietf:wg:oauth:2.0:oob"],
  scopes: [],
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = "127.0.0.1", apiKeys = [DEFAULT_API_KEY], clients = [DEFAULT_CLIENT], ...company } = options
  const running = new Running({
    seed: "rollcall",
    size: 120,
    accessTokenSeconds: 7_200,
    webhookRetryMs: [1_000, 5_000, 30_000, 120_000],
    ...company,
    apiKeys,
    clients,
  })
  const app = createApi(running)
  const url = await app.listen({ port, host })
  const close = async () => {
    await running.webhooks.close()
    await app.close()
  }
  return { url, apiKey: apiKeys[0] ?? "", running, close }
}

export type { Fault } from "./faults/index.js"
export type { CompanySettings, OAuthClientSettings, Running } from "./running.js"
