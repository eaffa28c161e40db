/** What may be said of a company. What a local HR system does not take is refused. */
export type Company = {
  size?: number
  seed?: string
  today?: string
  firstId?: string
  locale?: "en" | "es"
  redirectUris?: readonly string[]
  dataDir?: string
}

/** A local HR system as it runs. */
export type Local = {
  system: LocalSystem
  url: string
  company: { name: string; size: number }
  clock: {
    now(): Date
    offsetMs(): number
    set(now: Date): void
    shift(ms: number): () => void
    follow(follower: (ms: number) => Promise<void>): void
  }
  /** Settings by which Rollcall reaches it. */
  env: Readonly<Record<string, string>>
  /** What an account of it is made with. */
  context: Readonly<Record<string, string>>
  /** What a person types on the page that connects. */
  credentials: string
  /** A call of its own API. */
  curl: string
  /** What its control API takes for a new employee. */
  hire: Readonly<Record<string, string>>
  allowRedirect(uri: string): void
  close(): Promise<void>
}

export type LocalSystem = {
  id: string
  name: string
  port: number
  /** Of the account that `start` connects. */
  tenant: string
  /** Below ROLLCALL_DATA_DIR, for a company that is kept. */
  directory: string
  /** What of `Company` it takes besides size, seed, day and directory. */
  takes: readonly (keyof Company)[]
  open(company: Company & { port: number }): Promise<Local>
}

const CLIENT = { id: "sandbox-client", secret: "sandbox-secret" }

const factorial: LocalSystem = {
  id: "factorial",
  name: "Factorial",
  port: 4100,
  tenant: "acme",
  directory: "sandbox",
  takes: ["firstId", "locale", "redirectUris"],
  async open({ redirectUris = [], ...company }) {
    const { DEFAULT_CLIENT, startSandbox } = await import("@rollcall/sandbox-factorial")
    const client = { ...DEFAULT_CLIENT, redirectUris: [...DEFAULT_CLIENT.redirectUris, ...redirectUris] }
    const { url, apiKey, running, close } = await startSandbox({ ...company, clients: [client] })
    return {
      system: factorial,
      url,
      company: { name: running.company.name, size: running.settings.size },
      clock: running.clock,
      env: { FACTORIAL_BASE_URL: url, FACTORIAL_CLIENT_ID: CLIENT.id, FACTORIAL_CLIENT_SECRET: CLIENT.secret },
      context: { api_key: apiKey },
      credentials: `API key ${apiKey}`,
      curl: `curl -H 'x-api-key: ${apiKey}' '${url}/api/2026-10-01/resources/employees/employees?limit=2'`,
      hire: { first_name: "Ada", last_name: "Byron", job_title: "Engineer" },
      allowRedirect: (uri) => void running.oauth.allowRedirect(CLIENT.id, uri),
      close,
    }
  },
}

const bamboohr: LocalSystem = {
  id: "bamboohr",
  name: "BambooHR",
  port: 4101,
  tenant: "acme-us",
  directory: "sandbox-bamboohr",
  takes: ["redirectUris"],
  async open({ redirectUris = [], size, seed, today, ...rest }) {
    const { DEFAULT_CLIENT, startSandbox } = await import("@rollcall/sandbox-bamboohr")
    const client = { ...DEFAULT_CLIENT, redirectUris: [...DEFAULT_CLIENT.redirectUris, ...redirectUris] }
    const company = {
      ...(size === undefined ? {} : { size }),
      ...(seed === undefined ? {} : { seed }),
      ...(today === undefined ? {} : { today }),
    }
    const place = { port: rest.port, ...(rest.dataDir === undefined ? {} : { dataDir: rest.dataDir }) }
    const { url, apiKey, companyDomain, running, close } = await startSandbox({
      ...company,
      ...place,
      clients: [client],
    })
    return {
      system: bamboohr,
      url,
      company: { name: running.company.displayName, size: running.settings.size },
      clock: running.clock,
      env: {
        BAMBOOHR_BASE_URL: `${url}/{company_domain}`,
        BAMBOOHR_CLIENT_ID: CLIENT.id,
        BAMBOOHR_CLIENT_SECRET: CLIENT.secret,
      },
      // No list that a key may read tells where the company's day begins.
      context: { api_key: apiKey, company_domain: companyDomain, time_zone: running.company.timezone },
      credentials: `company domain ${companyDomain}, API key ${apiKey}`,
      curl: `curl -u '${apiKey}:x' -H 'accept: application/json' '${url}/${companyDomain}/api/v1/employees?page%5Blimit%5D=2'`,
      hire: { firstName: "Ada", lastName: "Byron", jobTitle: "Software Engineer" },
      allowRedirect: (uri) => void running.oauth.allowRedirect(CLIENT.id, uri),
      close,
    }
  },
}

export const LOCAL_SYSTEMS: readonly LocalSystem[] = [factorial, bamboohr]

/** Of settings and options that are one for each system. */
export const portSetting = ({ id }: LocalSystem): string => `${id.toUpperCase()}_SANDBOX_PORT`
/** What the documentation's commands read; no server does. */
export const urlVariable = ({ id }: LocalSystem): string => `${id.toUpperCase()}_SANDBOX_URL`
export const portOption = ({ id }: LocalSystem): string => `--${id}-port`
