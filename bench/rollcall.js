import { createApp, readConfig } from "@rollcall/server"

export async function start({ upstream, apiKey, databaseUrl, dataDir, tenantId = "bench" }) {
  const startedAt = performance.now()
  const token = "bench-token-0123456789"
  const config = readConfig({
    ROLLCALL_DATA_DIR: dataDir ?? ":memory:",
    ROLLCALL_API_TOKEN: token,
    ROLLCALL_ALLOW_PRIVATE_NETWORK: "true",
    ROLLCALL_TOKEN_RATE: "100000000/1",
    ROLLCALL_ACCOUNT_RATE: "100000000/1",
    FACTORIAL_BASE_URL: upstream,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  })
  const app = await createApp({
    config,
    keys: [{ id: "bench", secret: Buffer.alloc(32, 7) }],
    log: { info() {}, error() {} },
  })
  const url = await app.listen({ port: 0, host: "127.0.0.1" })
  const readyMs = performance.now() - startedAt
  const account = await app.accounts.admin.create(app.environmentId, {
    tenantId,
    context: { api_key: apiKey, sync: { enabled: false } },
    integration: "factorial",
    authenticationMethod: "api_key",
  })
  return { url, token, accountId: account.id, readyMs, close: () => app.close() }
}
