import { randomBytes } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import {
  BadSettings,
  type Config,
  createClock,
  finishRestore,
  makeDirectory,
  type Running,
  readConfig,
  startServer,
} from "@rollcall/server"
import { LOCAL_SYSTEMS, type Local, type LocalSystem, portOption, portSetting } from "./local-systems.js"
import { fail, namingSetting, untilStopped } from "./until-stopped.js"
import { welcome } from "./welcome.js"

export type StartOptions = {
  employees?: number
  seed?: string
  keepCompany?: boolean
  /** The older name of the first local HR system's port. */
  sandboxPort?: number
  ports: Readonly<Record<string, number>>
}

/** Everything on one machine. What it makes (token, companies, accounts) is the same at the next start. */
export async function start(options: StartOptions): Promise<void> {
  const { locals, running, token } = await startAll(options).catch(fail)
  const connected = []
  for (const local of locals) connected.push({ local, accountId: await connectAccount(running, local) })
  process.stdout.write(welcome({ running, connected, token, isKept: options.keepCompany === true }))
  await untilStopped(async () => {
    await running.stop()
    for (const local of locals) await local.close()
  })
}

async function startAll(options: StartOptions): Promise<{ locals: Local[]; running: Running; token: string }> {
  const foreign = LOCAL_SYSTEMS.filter(({ id }) => process.env[`${id.toUpperCase()}_BASE_URL`])
  const problems = foreign.map(
    ({ id, name }) => `${id.toUpperCase()}_BASE_URL: start brings its own ${name}; use serve for another one`,
  )
  if (problems.length > 0) throw new BadSettings(problems)
  const config = readConfig({ ...process.env, ROLLCALL_ALLOW_PRIVATE_NETWORK: "true" })
  await finishRestore(config)
  const token = config.apiToken ?? localToken(config.dataDir)
  const locals: Local[] = []
  try {
    for (const system of LOCAL_SYSTEMS) locals.push(await openLocal(system, options, config))
    const running = await startRollcall(locals, config, token)
    return { locals, running, token }
  } catch (error) {
    for (const local of locals) await local.close()
    throw error
  }
}

async function openLocal(system: LocalSystem, options: StartOptions, { dataDir }: Config): Promise<Local> {
  const { employees, seed, keepCompany, sandboxPort, ports } = options
  const isByOlderName = system === LOCAL_SYSTEMS[0] && sandboxPort !== undefined
  const port = isByOlderName ? sandboxPort : (ports[system.id] ?? system.port)
  try {
    return await system.open({
      port,
      ...(employees === undefined ? {} : { size: employees }),
      ...(seed === undefined ? {} : { seed }),
      ...(keepCompany ? { dataDir: join(dataDir, system.directory) } : {}),
    })
  } catch (error) {
    const setting = isByOlderName ? "ROLLCALL_SANDBOX_PORT" : portSetting(system)
    const named = namingSetting(error, { port: setting, directory: "ROLLCALL_DATA_DIR" })
    if (!(named instanceof BadSettings) || !named.problems[0]?.startsWith(setting)) throw named
    const hint = `Stop it, or give another port: ${portOption(system)} 0 is any free one`
    throw new BadSettings(named.problems.map((problem) => `${problem}. ${hint}`))
  }
}

/** One clock for all: the latest of those that were kept. From then on a move of any company's moves the rest. */
async function startRollcall(locals: readonly Local[], config: Config, token: string): Promise<Running> {
  const clock = createClock({ offsetMs: Math.max(0, ...locals.map((local) => local.clock.offsetMs())) })
  const env = {
    ...process.env,
    ROLLCALL_API_TOKEN: token,
    ROLLCALL_ALLOW_PRIVATE_NETWORK: "true",
    // So that the local HR systems can post their changes here.
    ...(config.publicUrl === null && config.port !== 0 ? { PUBLIC_URL: `http://127.0.0.1:${config.port}` } : {}),
    ...Object.assign({}, ...locals.map((local) => local.env)),
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
  }
  const running = await startServer(env, { clock })
  for (const local of locals) {
    local.clock.set(clock.now())
    local.clock.follow(async (ms) => {
      const others = locals.filter((other) => other !== local).map((other) => other.clock.shift(ms))
      await running.app.moveClock(ms)
      // What they post now is not ahead of the server's time.
      for (const tell of others) tell()
    })
    for (const host of ["127.0.0.1", "localhost"]) {
      const url = new URL(running.url)
      if (config.publicUrl === null) url.hostname = host
      local.allowRedirect(`${url.href.replace(/\/$/, "")}/connect-account/callback`)
    }
  }
  return running
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

/** The account of the first start is used again; the local HR system is new and knows no webhooks of it. */
async function connectAccount({ app }: Running, { system, context }: Local): Promise<string> {
  const { admin, installed } = app.accounts
  const filters = { tenant_id: [system.tenant], "integration.name": [system.id] }
  const there = await admin.page(app.environmentId, { limit: 1, filters })
  const [account] = there.rows
  if (account) {
    await app.inbound.subscribe({ environmentId: app.environmentId, accountId: account.id })
    return account.id
  }
  const made = await admin.create(app.environmentId, {
    tenantId: system.tenant,
    context,
    authenticationMethod: "api_key",
    integration: system.id,
  })
  // In a directory that was begun before this system came, it would not be offered.
  await installed.update(app.environmentId, made.environment_integration_id, { show_in_catalog: true })
  return made.id
}
