import { randomBytes } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DirectoryRefused, PortTaken, type Sandbox, startSandbox } from "@rollcall/sandbox-factorial"
import { BadSettings, createClock, makeDirectory, type Running, readConfig, startServer } from "@rollcall/server"
import { fail, untilStopped } from "./until-stopped.js"

type Options = { employees?: number; seed?: string; keepCompany?: boolean; sandboxPort: number }
const TENANT = "acme"

/** Everything on one machine. What it makes (token, company, account) is the same at the next start. */
export async function start(options: Options): Promise<void> {
  const { sandbox, running, token } = await startAll(options).catch(fail)
  const accountId = await connectAccount(running, sandbox)
  process.stdout.write(welcome({ running, sandbox, token, accountId, options }))
  await untilStopped(async () => {
    await running.stop()
    await sandbox.close()
  })
}

async function startAll(options: Options): Promise<{ sandbox: Sandbox; running: Running; token: string }> {
  if (process.env.FACTORIAL_BASE_URL)
    throw new BadSettings(["FACTORIAL_BASE_URL: start brings its own Factorial; use serve for another one"])
  const config = readConfig({ ...process.env, ROLLCALL_ALLOW_PRIVATE_NETWORK: "true" })
  const token = config.apiToken ?? localToken(config.dataDir)
  const sandbox = await startCompany(options, config.dataDir)
  try {
    const clock = createClock({ offsetMs: Math.max(0, sandbox.running.clock.offsetMs()) })
    const env = {
      ...process.env,
      ROLLCALL_API_TOKEN: token,
      ROLLCALL_ALLOW_PRIVATE_NETWORK: "true",
      // So that the local Factorial can post its changes here.
      ...(config.publicUrl === null && config.port !== 0 ? { PUBLIC_URL: `http://127.0.0.1:${config.port}` } : {}),
      FACTORIAL_BASE_URL: sandbox.url,
      FACTORIAL_CLIENT_ID: "sandbox-client",
      FACTORIAL_CLIENT_SECRET: "sandbox-secret",
      LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
    }
    const running = await startServer(env, { clock })
    // One clock for both: the later of the two that were kept, and from now on the company's.
    sandbox.running.clock.set(clock.now())
    sandbox.running.followClock((ms) => running.app.moveClock(ms))
    for (const host of ["127.0.0.1", "localhost"]) {
      const url = new URL(running.url)
      if (config.publicUrl === null) url.hostname = host
      sandbox.running.oauth.allowRedirect("sandbox-client", `${url.href.replace(/\/$/, "")}/connect-account/callback`)
    }
    return { sandbox, running, token }
  } catch (error) {
    await sandbox.close()
    throw error
  }
}

async function startCompany({ employees, seed, keepCompany, sandboxPort: port }: Options, dataDir: string) {
  try {
    return await startSandbox({
      port,
      ...(employees === undefined ? {} : { size: employees }),
      ...(seed === undefined ? {} : { seed }),
      ...(keepCompany ? { dataDir: join(dataDir, "sandbox") } : {}),
    })
  } catch (error) {
    if (error instanceof DirectoryRefused) throw new BadSettings([`ROLLCALL_DATA_DIR: ${error.message}`])
    if (!(error instanceof PortTaken)) throw error
    throw new BadSettings([
      `ROLLCALL_SANDBOX_PORT: ${error.message}. Stop it, or give another port: --sandbox-port 0 is any free one`,
    ])
  }
}

/** One token for this directory, so that the printed commands work again after a restart. */
function localToken(dataDir: string): string {
  const path = join(dataDir, "api-token")
  makeDirectory(dataDir)
  // A start that was killed may have left half of it.
  const kept = existsSync(path) ? readFileSync(path, "utf8").trim() : ""
  if (kept.length >= LEAST_TOKEN) return kept
  const token = `rc_${randomBytes(32).toString("base64url")}`
  writeFileSync(path, `${token}\n`, { mode: 0o600, flush: true })
  return token
}
/** Characters: the setting wants as many. */
const LEAST_TOKEN = 16

/** The account of the first start is used again; the local Factorial is new and knows no webhooks of it. */
async function connectAccount({ app }: Running, sandbox: Sandbox): Promise<string> {
  const { admin } = app.accounts
  const there = await admin.page(app.environmentId, { limit: 1, filters: { tenant_id: [TENANT] } })
  const [account] = there.rows
  if (account) {
    await app.inbound.subscribe({ environmentId: app.environmentId, accountId: account.id })
    return account.id
  }
  const made = await admin.create(app.environmentId, {
    tenantId: TENANT,
    context: { api_key: sandbox.apiKey },
    authenticationMethod: "api_key",
    integration: "factorial",
  })
  return made.id
}

type Shown = { running: Running; sandbox: Sandbox; token: string; accountId: string; options: Options }

const welcome = ({ running, sandbox, token, accountId, options }: Shown): string => `
Rollcall is ready.

  API              ${running.url}      (described in ${running.url}/openapi.json)
  Local Factorial  ${sandbox.url}      (${sandbox.running.company.name}, ${sandbox.running.settings.size} people; look at ${sandbox.url}/_sandbox)
  API token        ${token}
  Account          ${accountId}      (tenant "${TENANT}", connected to the local Factorial)

List employees in the unified shape:

  curl -H 'Authorization: Bearer ${token}' \\
    '${running.url}/unified/hris/employees?integrated_account_id=${accountId}&limit=5'

Connect another company, as your customer would (API key sandbox-api-key, or sign in):

  curl -X POST -H 'Authorization: Bearer ${token}' '${running.url}/link-token' -d '{"tenant_id":"me"}'
  then open ${running.url}/connect-account?link_token=...

Make something happen and look again:

  curl -X POST ${sandbox.url}/_sandbox/hire -d '{"first_name":"Ada","last_name":"Byron","job_title":"Engineer"}'

Let time pass in the company and in Rollcall, so that what is planned comes true:

  curl -X POST ${sandbox.url}/_sandbox/clock -d '{"days":30}'

Try a recipe of docs/recipes with these settings:

  export ROLLCALL_URL=${running.url} ROLLCALL_TOKEN=${token} ACCOUNT_ID=${accountId}

Stop with Ctrl+C. Rollcall's data stays in ${running.config.dataDir}; ${options.keepCompany ? "so does the local company" : "the local company begins anew at the next start, unless you add --keep-company"}.
`
