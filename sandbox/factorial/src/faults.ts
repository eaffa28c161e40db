/** Injected trouble, by path and method, for so many calls or with a probability. */
export type Fault = {
  /** Part of the path, e.g. `contracts/contract_versions` or `oauth/token`; none: every call of the API, but not of OAuth. */
  path?: string
  method?: string
  /** Calls it lets pass first. */
  after?: number
  /** Calls it strikes before it is used up; none: until it is removed. */
  times?: number
  /** 0 to 1; none: always. */
  probability?: number
  kind: "status" | "latency" | "hang" | "reset" | "truncate" | "malformed" | "empty_page" | "html" | "expired_token"
  /** For `status` and `html`: 429, 500, 503, 403, 404 ... */
  status?: number
  retryAfterSeconds?: number
  latencyMs?: number
}

export class Faults {
  #rules: Fault[] = []
  #clearing = new AbortController()
  readonly #random: () => number

  constructor(random: () => number) {
    this.#random = random
  }

  add(...faults: Fault[]): void {
    this.#rules.push(...faults.map((fault) => ({ ...fault })))
  }

  /** Also lets the calls go on that wait by a latency. */
  clear(): void {
    this.#rules = []
    this.#clearing.abort()
    this.#clearing = new AbortController()
  }

  /** Aborted at the next `clear`. */
  get cleared(): AbortSignal {
    return this.#clearing.signal
  }

  list(): readonly Fault[] {
    return this.#rules
  }

  /** The trouble this call meets, counted as used. Latency may come with another one. */
  strike(method: string, path: string): Fault[] {
    const struck: Fault[] = []
    for (const fault of this.#rules) {
      if (fault.method !== undefined && fault.method !== method) continue
      if (!path.includes(fault.path ?? "/api/")) continue
      if (fault.after !== undefined && fault.after > 0) {
        fault.after -= 1
        continue
      }
      if (fault.times === 0 || this.#random() >= (fault.probability ?? 1)) continue
      if (fault.times !== undefined) fault.times -= 1
      struck.push(fault)
      if (fault.kind !== "latency") break
    }
    this.#rules = this.#rules.filter((fault) => fault.times !== 0)
    return struck
  }
}
