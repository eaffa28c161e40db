import { type Fault, type FaultKind, KINDS, type Strike } from "./fault.js"
import type { FaultySystem } from "./faulty-system.js"

type Rule = { fault: Fault; count: number }

/** After one of these there is nothing left that another could change. */
const LAST: ReadonlySet<FaultKind> = new Set<FaultKind>([
  "expired_token",
  "status",
  "html",
  "redirect",
  "malformed",
  "empty_page",
  "hang",
  "truncate",
  "stall",
  "endless_body",
  "reset",
])

/** The faults that wait for calls, in the order in which they were given. */
export class Faults {
  #rules: Rule[] = []
  #clearing = new AbortController()
  readonly #random: () => number

  /** `random` gives 0 <= x < 1. */
  constructor(
    readonly system: FaultySystem,
    random: () => number,
  ) {
    this.#random = random
  }

  add(...faults: Fault[]): void {
    this.#rules.push(...faults.map((fault) => ({ fault: { ...fault }, count: 0 })))
  }

  /** Also lets the calls go on that wait by a latency or stall. */
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
    return this.#rules.map(({ fault }) => fault)
  }

  /**
   * The trouble this call meets, counted as used, in the order in which it works. Faults that change an answer add up;
   * one that takes its place or breaks it is the last.
   */
  strike(method: string, path: string): Strike[] {
    const struck: Strike[] = []
    for (const rule of this.#rules) {
      if (!this.#isMeant(rule.fault, method, path) || !this.#isDue(rule.fault)) continue
      rule.count += 1
      struck.push({ fault: rule.fault, count: rule.count })
      if (LAST.has(rule.fault.kind)) break
    }
    this.#rules = this.#rules.filter(({ fault }) => fault.times !== 0)
    return struck.sort((a, b) => KINDS.indexOf(a.fault.kind) - KINDS.indexOf(b.fault.kind))
  }

  #isDue(fault: Fault): boolean {
    if (fault.after !== undefined && fault.after > 0) {
      fault.after -= 1
      return false
    }
    if (fault.times === 0 || this.#random() >= (fault.probability ?? 1)) return false
    if (fault.times !== undefined) fault.times -= 1
    return true
  }

  #isMeant(fault: Fault, method: string, path: string): boolean {
    if (fault.method !== undefined && fault.method !== method) return false
    const { isApi, tokenPath, reads } = this.system
    const asked = fault.path ?? (fault.kind === "token_answer" ? tokenPath : undefined)
    if (asked === undefined ? !isApi(path) : !path.includes(asked)) return false
    return fault.reads === undefined || fault.reads === reads(method, path)
  }
}
