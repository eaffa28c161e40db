import {
  createClock,
  createOAuthState,
  createRandom,
  Faults,
  type Follower,
  KEEPS_NOTHING,
  type Keeper,
  type MovableClock,
  type OAuthClient,
  type OAuthState,
  offsetOf,
  type RequestRecord,
} from "@rollcall/sandbox-kit"
import { buildCompany } from "./company/index.js"
import { FACTORIAL } from "./faulty-system.js"
import { renderRow } from "./rows/render.js"
import { operationsOf } from "./spec/index.js"
import { COMPANY, type CompanyState, readCompany, writeCompany } from "./state/kept-company.js"
import { MemoryStore } from "./store.js"
import { createWebhooks } from "./webhooks.js"
import type { CompanyInfo, Credential, Row, World } from "./world.js"

export type CompanySettings = {
  /** Same seed, size and day: the same company. */
  seed: string
  size: number
  /** Day the company is made on and the clock starts at, `YYYY-MM-DD`; none: the real one. */
  today?: string
  firstId?: string
  locale?: "en" | "es"
}

export type RunningSettings = CompanySettings & {
  apiKeys: readonly string[]
  clients: readonly OAuthClient[]
  accessTokenSeconds: number
  webhookRetryMs: readonly number[]
}

/** One company as it runs: its rows, clock, tokens, webhooks and troubles. `reset` puts another company in its place. */
export class Running {
  readonly apiKeys: readonly string[]
  readonly faults: Faults
  readonly oauth: OAuthState
  readonly world: World
  readonly keeper: Keeper
  readonly clock: MovableClock
  requests: RequestRecord[] = []
  /** Calls of the API that are being answered. */
  inFlight = 0
  settings: RunningSettings
  store: MemoryStore
  company: CompanyInfo
  webhooks: ReturnType<typeof createWebhooks>
  #random: () => number

  /** What was kept wins over the settings. */
  constructor(settings: RunningSettings, keeper: Keeper = KEEPS_NOTHING) {
    this.keeper = keeper
    const kept = readCompany(keeper.entries)
    const made = kept ?? makeCompany(settings)
    if (!kept) keeper.restart(writeCompany(made))
    this.settings = { ...settings, ...made.settings }
    this.apiKeys = settings.apiKeys
    this.company = made.company
    this.clock = createClock({
      timezone: () => this.company.timezone,
      offsetMs: made.clockOffsetMs,
      onMove: (moved) => keeper.put(COMPANY, "clockOffsetMs", moved),
    })
    this.store = new MemoryStore(made.tables, this.clock, keeper)
    this.#random = createRandom(this.settings.seed).next
    this.faults = new Faults(FACTORIAL, () => this.#random())
    this.webhooks = this.#startWebhooks()
    this.world = worldOf(this)
    this.oauth = createOAuthState({
      clock: this.clock,
      clients: [...settings.clients],
      accessTokenSeconds: settings.accessTokenSeconds,
      refreshTokenSeconds: 7 * 86_400,
      employees: () => this.store.all("employees/employees").map(toPerson),
      companyName: () => this.company.name,
      allScopes: "read write",
      claims: ({ employeeId }) => ({
        company_id: this.company.id,
        ...(employeeId === null ? {} : { employee_id: employeeId }),
      }),
      keeper,
    })
  }

  random(): number {
    return this.#random()
  }

  followClock(follower: Follower): void {
    this.clock.follow(follower)
  }

  async reset(settings: Partial<CompanySettings>): Promise<void> {
    const next = { ...this.settings, ...settings }
    const { isFollowed } = this.clock
    const made = makeCompany(isFollowed ? { ...next, today: this.clock.today() } : next)
    // Time does not begin anew for who follows it.
    if (isFollowed) made.clockOffsetMs = this.clock.offsetMs()
    await this.webhooks.close()
    this.settings = next
    this.company = made.company
    // Tokens of the old company's people must not open the new one.
    this.oauth.revokeAll()
    this.keeper.restart([...writeCompany(made), ...this.oauth.keptRedirects()])
    this.clock.restart(made.clockOffsetMs)
    this.store = new MemoryStore(made.tables, this.clock, this.keeper)
    this.#random = createRandom(this.settings.seed).next
    this.faults.clear()
    this.requests = []
    this.webhooks = this.#startWebhooks()
  }

  async close(): Promise<void> {
    await this.webhooks.close()
    this.keeper.close()
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
    clockOffsetMs: today === undefined ? 0 : offsetOf(new Date(`${today}T09:00:00Z`)),
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
    clock: running.clock,
    random: () => running.random(),
    emit: (event: string, row: Row, author?: Credential) => running.webhooks.emit(event, row, author),
  }
}
