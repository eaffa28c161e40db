import {
  createClock,
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
import { Changes } from "./changes.js"
import { buildCompany } from "./company/index.js"
import { FAULTY_BAMBOOHR } from "./faulty-system.js"
import type { Scene } from "./fields/person.js"
import { createOAuth } from "./oauth/index.js"
import { SCOPES } from "./oauth/scopes.js"
import { type AccessLevel, Keys } from "./permissions/index.js"
import { COMPANY, type CompanyState, readCompany, rowsOf, writeCompany } from "./state/kept-company.js"
import { Store } from "./store.js"
import { createWebhooks, type Webhooks } from "./webhooks/index.js"
import type { CompanyInfo } from "./world.js"

export type CompanySettings = {
  /** Same seed, size and day: the same company. */
  seed: string
  size: number
  /** Day the company is made on and the clock starts at, `YYYY-MM-DD`; none: the real one. */
  today?: string
}

export type RunningSettings = CompanySettings & {
  /** First label of the company's host. */
  companyDomain: string
  apiKeys: readonly string[]
  clients: readonly OAuthClient[]
  accessTokenSeconds: number
  /** Real milliseconds before each further attempt of a webhook; none: minutes of the company's clock, as at BambooHR. */
  webhookRetryMs?: readonly number[]
}

/** What is not the same for every company of BambooHR, or was another before. */
export type Behaviour = {
  /** Off: the directory is a 403. */
  sharesDirectory: boolean
  /** On: a call of a classic endpoint that does not ask for JSON is refused, so that a forgotten header is noticed. */
  refusesXml: boolean
  /** How a limit was told until September 2026, and how since. */
  limitStatus: 429 | 503
  /** Calls in a minute for each credential; null: no limit. */
  callsPerMinute: number | null
  retryAfter: "seconds" | "date"
  /** What a grant is answered that lacks the scope: 403 by the documentation, 401 as one client saw it. */
  missingScopeStatus: 401 | 403
  /** Whether a refresh gives another refresh token, and the old one is spent. */
  rotatesRefreshTokens: boolean
}

const USUAL: Behaviour = {
  sharesDirectory: true,
  refusesXml: false,
  limitStatus: 429,
  callsPerMinute: null,
  retryAfter: "seconds",
  missingScopeStatus: 403,
  rotatesRefreshTokens: true,
}

/** A grant of OAuth: whose, and what for. Of the whole company it is its user's only by name. */
export type Grant = { id: string; userId: string | null; scopes: readonly string[]; isOfCompany: boolean }

/** One company as it runs: its rows, clock, credentials and changes. `reset` puts another company in its place. */
export class Running {
  readonly keeper: Keeper
  readonly clock: MovableClock
  readonly keys = new Keys()
  readonly behaviour: Behaviour = { ...USUAL }
  readonly companyDomain: string
  readonly oauth: OAuthState
  readonly faults: Faults
  webhooks: Webhooks
  /** Whatever tells others of changes listens here. It outlives a reset. */
  readonly changes: Changes
  requests: RequestRecord[] = []
  /** Calls of the API that are being answered. */
  inFlight = 0
  settings: RunningSettings
  company: CompanyInfo
  store: Store
  #random: () => number
  #photoReads = 0

  /** What was kept wins over the settings. */
  constructor(settings: RunningSettings, keeper: Keeper = KEEPS_NOTHING) {
    this.keeper = keeper
    this.companyDomain = settings.companyDomain
    const kept = readCompany(keeper.entries)
    const made = kept ?? makeCompany(settings)
    if (!kept) keeper.restart(writeCompany(made))
    this.settings = { ...settings, ...made.settings }
    this.company = made.company
    this.clock = createClock({
      timezone: () => this.company.timezone,
      offsetMs: made.clockOffsetMs,
      onMove: (moved) => keeper.put(COMPANY, "clockOffsetMs", moved),
    })
    this.store = this.#openStore(made)
    this.#random = createRandom(this.settings.seed).next
    this.changes = new Changes(this)
    const level: Partial<AccessLevel> = { userId: this.ownersUserId() }
    for (const key of settings.apiKeys) this.keys.set(key, level)
    this.faults = new Faults(FAULTY_BAMBOOHR, () => this.#random())
    this.oauth = createOAuth(this)
    this.webhooks = createWebhooks(this)
  }

  /** The grant behind an access token; undefined: the token is not known, or its time is over. */
  readToken(token: string): Grant | undefined {
    const found = this.oauth.authenticate(token)
    if (typeof found === "string") return undefined
    const { id, employeeId, scopes } = found.credential
    // Who installs it for the whole company is its administrator.
    return { id, userId: employeeId ?? this.ownersUserId(), scopes: scopes ?? SCOPES, isOfCompany: employeeId === null }
  }

  followClock(follower: Follower): void {
    this.clock.follow(follower)
  }

  /** What values are read from in one call. */
  scene(): Scene {
    const { store, company } = this
    return { store, company, today: this.clock.today(), photoToken: () => this.#nextPhotoToken() }
  }

  /** Access levels stay; behaviour is the usual one again. */
  async reset(settings: Partial<CompanySettings>): Promise<void> {
    const next = { ...this.settings, ...settings }
    const { isFollowed } = this.clock
    const made = makeCompany(isFollowed ? { ...next, today: this.clock.today() } : next)
    // Time does not begin anew for who follows it.
    if (isFollowed) made.clockOffsetMs = this.clock.offsetMs()
    await this.webhooks.close()
    const owner = this.ownersUserId()
    this.settings = next
    this.company = made.company
    // Tokens of the old company's people must not open the new one.
    this.oauth.revokeAll()
    this.keeper.restart([...writeCompany(made), ...this.oauth.keptRedirects()])
    this.clock.restart(made.clockOffsetMs)
    this.store = this.#openStore(made)
    for (const [key, { userId }] of this.keys.all())
      if (userId === owner) this.keys.set(key, { userId: this.ownersUserId() })
    this.#random = createRandom(this.settings.seed).next
    Object.assign(this.behaviour, USUAL)
    this.faults.clear()
    this.requests = []
    this.webhooks = createWebhooks(this)
  }

  async close(): Promise<void> {
    await this.webhooks.close()
    this.keeper.close()
  }

  #openStore(made: CompanyState): Store {
    return new Store(made.tables, (table, id, row) => this.keeper.put(rowsOf(table), id, row))
  }

  /** Whose the keys are: the first user who may sign in and has an employee, unless nobody is there. */
  ownersUserId(): string | null {
    const users = this.store.all("users").filter(({ status }) => status === "enabled")
    return (users.find(({ employeeId }) => employeeId !== null) ?? users[0])?.id ?? null
  }

  /** Not by chance: reads of pictures must not shift which calls a fault strikes. */
  #nextPhotoToken(): string {
    this.#photoReads += 1
    return `s${Math.imul(this.#photoReads, 0x9e3779b1).toString(36).replace("-", "n")}`
  }
}

function makeCompany({ seed, size, today }: CompanySettings): CompanyState {
  const day = today ?? new Date().toISOString().slice(0, 10)
  return {
    settings: { seed, size, ...(today && { today }) },
    ...buildCompany({ seed, size, today: day }),
    clockOffsetMs: today === undefined ? 0 : offsetOf(new Date(`${today}T09:00:00Z`)),
  }
}
