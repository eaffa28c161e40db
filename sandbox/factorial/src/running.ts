import { createClock } from "./clock.js"
import { buildCompany } from "./company/index.js"
import { Faults } from "./faults/index.js"
import { createOAuthState, type OAuthState } from "./oauth/index.js"
import { renderRow } from "./rows/render.js"
import { operationsOf } from "./spec/index.js"
import { KEEPS_NOTHING, type Keeper } from "./state/journal.js"
import { COMPANY, type CompanyState, readCompany, writeCompany } from "./state/kept-company.js"
import { MemoryStore } from "./store.js"
import { createWebhooks } from "./webhooks/index.js"
import type { Clock, CompanyInfo, Credential, Row, World } from "./world.js"

export type CompanySettings = {
  /** Same seed, size and day: the same company. */
  seed: string
  size: number
  /** Day the company is made on and the clock starts at, `YYYY-MM-DD`; none: the real one. */
  today?: string
  firstId?: string
  locale?: "en" | "es"
}

export type OAuthClientSettings = { id: string; secret: string; redirectUris: string[]; name: string; scopes: string[] }

export type RunningSettings = CompanySettings & {
  apiKeys: readonly string[]
  clients: readonly OAuthClientSettings[]
  accessTokenSeconds: number
  webhookRetryMs: readonly number[]
}

export type RequestRecord = { method: string; url: string; status: number; at: string }
/** Oldest records go first. */
const MAX_RECORDS = 20_000

/** Told by how many milliseconds the clock goes forward. */
type Follow = (ms: number) => Promise<void>

/** One company as it runs: its rows, clock, tokens, webhooks and troubles. `reset` puts another company in its place. */
export class Running {
  readonly apiKeys: readonly string[]
  readonly faults: Faults
  readonly oauth: OAuthState
  readonly world: World
  readonly keeper: Keeper
  requests: RequestRecord[] = []
  /** Calls of the API that are being answered. */
  inFlight = 0
  settings: RunningSettings
  store: MemoryStore
  company: CompanyInfo
  clock: Clock
  webhooks: ReturnType<typeof createWebhooks>
  #random: () => number
  #follow: Follow | null = null

  /** What was kept wins over the settings. */
  constructor(settings: RunningSettings, keeper: Keeper = KEEPS_NOTHING) {
    this.keeper = keeper
    const kept = readCompany(keeper.entries)
    const made = kept ?? makeCompany(settings)
    if (!kept) keeper.restart(writeCompany(made))
    this.settings = { ...settings, ...made.settings }
    this.apiKeys = settings.apiKeys
    this.company = made.company
    this.clock = this.#startClock(made.clockOffsetMs)
    this.store = new MemoryStore(made.tables, this.clock, keeper)
    this.#random = seeded(this.settings.seed)
    this.faults = new Faults(() => this.#random())
    this.webhooks = this.#startWebhooks()
    this.world = worldOf(this)
    this.oauth = createOAuthState({
      clock: forwardClock(this),
      clients: [...settings.clients],
      accessTokenSeconds: settings.accessTokenSeconds,
      refreshTokenSeconds: 7 * 86_400,
      employees: () => this.store.all("employees/employees").map(toPerson),
      company: () => this.company,
      keeper,
    })
  }

  random(): number {
    return this.#random()
  }

  record(request: Omit<RequestRecord, "at">): void {
    this.requests.push({ ...request, at: new Date().toISOString() })
    if (this.requests.length > MAX_RECORDS) this.requests.splice(0, MAX_RECORDS / 2)
  }

  /** Somebody else's time goes with the company's. From now on it only goes forward. */
  followClock(follow: Follow): void {
    this.#follow = follow
  }

  /** Throws a `RangeError` when it would go back under somebody who follows it. */
  async moveClock(moment: Date): Promise<void> {
    const ms = moment.getTime() - this.clock.now().getTime()
    if (this.#follow && ms < 0) throw new RangeError("the clock only goes forward: something else follows it")
    this.clock.set(moment)
    await this.#follow?.(ms)
  }

  async reset(settings: Partial<CompanySettings>): Promise<void> {
    const next = { ...this.settings, ...settings }
    // Time does not begin anew for who follows it.
    const offsetMs = this.#follow ? this.clock.offsetMs() : undefined
    const made = makeCompany(offsetMs === undefined ? next : { ...next, today: this.clock.today() })
    if (offsetMs !== undefined) made.clockOffsetMs = offsetMs
    await this.webhooks.close()
    this.settings = next
    this.company = made.company
    // Tokens of the old company's people must not open the new one.
    this.oauth.revokeAll()
    this.keeper.restart([...writeCompany(made), ...this.oauth.keptRedirects()])
    this.clock = this.#startClock(made.clockOffsetMs)
    this.store = new MemoryStore(made.tables, this.clock, this.keeper)
    this.#random = seeded(this.settings.seed)
    this.faults.clear()
    this.requests = []
    this.webhooks = this.#startWebhooks()
  }

  async close(): Promise<void> {
    await this.webhooks.close()
    this.keeper.close()
  }

  #startClock(offsetMs: number): Clock {
    return createClock(
      () => this.company.timezone,
      new Date(Date.now() + offsetMs),
      (moved) => this.keeper.put(COMPANY, "clockOffsetMs", moved),
    )
  }

  #startWebhooks() {
    return createWebhooks({
      store: this.store,
      clock: this.clock,
      render: (row, table, version) => renderRow(row, { schema: schemaOf(table), version }),
      retryDelaysMs: [...this.settings.webhookRetryMs],
      timeoutMs: 10_000,
      keeper: this.keeper,
    })
  }
}

const schemaOf = (table: string): string => operationsOf(table)?.get?.o ?? operationsOf(table)?.list?.o ?? ""
const toPerson = (row: Row) => ({
  id: row.id,
  full_name: String(row.full_name),
  email: typeof row.login_email === "string" ? row.login_email : null,
})

function makeCompany({ seed, size, today, firstId, locale }: CompanySettings): CompanyState {
  const day = today ?? new Date().toISOString().slice(0, 10)
  const data = buildCompany({ seed, size, today: day, ...(firstId === undefined ? {} : { firstId }) })
  return {
    settings: { seed, size, ...(today && { today }), ...(firstId && { firstId }), ...(locale && { locale }) },
    company: { ...data.company, locale: locale ?? data.company.locale },
    tables: data.tables,
    clockOffsetMs: today === undefined ? 0 : Date.parse(`${today}T09:00:00Z`) - Date.now(),
    lastId: "0",
  }
}

/** The world stays the same object; what it shows follows a reset. */
function worldOf(running: Running): World {
  return {
    get company() {
      return running.company
    },
    get store() {
      return running.store
    },
    get clock() {
      return running.clock
    },
    random: () => running.random(),
    emit: (event: string, row: Row, author?: Credential) => running.webhooks.emit(event, row, author),
  }
}

const forwardClock = (running: Running): Clock => ({
  now: () => running.clock.now(),
  today: () => running.clock.today(),
  offsetMs: () => running.clock.offsetMs(),
  set: (moment) => running.clock.set(moment),
})

/** Mulberry32 over a hash of the seed: the same numbers for the same seed. */
function seeded(seed: string): () => number {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
