import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"
import type { RefreshOutcome } from "../accounts/index.js"
import type { RunEnd } from "../sync/index.js"

/** Numbers that are asked of the database when somebody looks. */
export type Lag = {
  queues: readonly { queue: string; waiting: number; running: number; oldestSeconds: number }[]
  deliveries: { open: number; oldestSeconds: number; failingWebhooks: number }
  accounts: readonly { status: string; count: number }[]
  copies: readonly { resource: string; seconds: number }[]
}

export type Metrics = {
  recordRequest(operation: string, status: number, seconds: number): void
  /** An attempt of a call to an HR system: the status, or why there was no answer. */
  recordUpstream(integration: string, outcome: string): void
  recordRefresh(outcome: RefreshOutcome): void
  recordRun(end: RunEnd): void
  /** Prometheus text. Without `lag` it is what this process knows by itself. */
  write(lag: Lag | undefined): Promise<string>
  contentType: string
}

const REFRESH_OUTCOMES: readonly RefreshOutcome[] = [
  "refreshed",
  "revoked",
  "transient",
  "client",
  "unreadable",
  "failed",
]
const RUN_ENDS: readonly RunEnd[] = ["completed", "failed", "held"]

/** Labels are few and closed: no tenant, account or environment is ever one. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  // Event loop, memory and CPU of this process.
  collectDefaultMetrics({ register: registry })
  // Apart, because an old number of the database must not look like a new one.
  const shared = new Registry()
  const show = showLag(shared)
  const isThere = new Gauge({
    name: "rollcall_database_up",
    help: "Whether the database answers: without it, what it knows of all processes is left out.",
    registers: [registry],
  })
  const write = async (lag: Lag | undefined) => {
    isThere.set(lag ? 1 : 0)
    // The library writes a number that is none as `Nan`, which the format doesn't know.
    const own = (await registry.metrics()).replaceAll(/ Nan$/gm, " NaN")
    if (!lag) return own
    show(lag)
    return own + (await shared.metrics())
  }
  const recordRequest = countRequests(registry)
  return { contentType: registry.contentType, recordRequest, ...countWork(registry), write }
}

function countRequests(registry: Registry): Metrics["recordRequest"] {
  const registers = [registry]
  const requests = new Counter({
    name: "rollcall_http_requests_total",
    help: "Requests answered by this process, by operation and class of status.",
    labelNames: ["operation", "status"] as const,
    registers,
  })
  const duration = new Histogram({
    name: "rollcall_http_request_seconds",
    help: "Time from a request to the end of its answer, by operation.",
    labelNames: ["operation"] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 30],
    registers,
  })
  return (operation, status, seconds) => {
    requests.inc({ operation, status: `${Math.floor(status / 100)}xx` })
    duration.observe({ operation }, seconds)
  }
}

function countWork(registry: Registry): Pick<Metrics, "recordUpstream" | "recordRefresh" | "recordRun"> {
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames, registers: [registry] })
  const callsHelp = "Attempts of calls to HR systems by this process, by status or why there was no answer."
  const calls = counter("rollcall_upstream_calls_total", callsHelp, ["integration", "status"])
  const refreshes = counter("rollcall_token_refreshes_total", "Refreshes of tokens by this process.", ["outcome"])
  const runs = counter("rollcall_sync_runs_total", "Sync runs that ended in this process.", ["end"])
  // From the start on, so that the first one is seen as a rise.
  for (const outcome of REFRESH_OUTCOMES) refreshes.inc({ outcome }, 0)
  for (const end of RUN_ENDS) runs.inc({ end }, 0)
  return {
    recordUpstream: (integration, status) => calls.inc({ integration, status }),
    recordRefresh: (outcome) => refreshes.inc({ outcome }),
    recordRun: (end) => runs.inc({ end }),
  }
}

function showLag(registry: Registry): (lag: Lag) => void {
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const waiting = gauge("rollcall_jobs_waiting", "Jobs that wait, over all processes.", ["queue"])
  const running = gauge("rollcall_jobs_running", "Jobs that run, over all processes.", ["queue"])
  const late = gauge("rollcall_jobs_lag_seconds", "Age of the oldest job that is due, over all processes.", ["queue"])
  const open = gauge("rollcall_webhook_deliveries_open", "Deliveries to active webhooks not accepted yet.", [])
  const lagHelp = "Age of the oldest delivery not accepted yet, of webhooks that don't fail."
  const oldest = gauge("rollcall_webhook_delivery_lag_seconds", lagHelp, [])
  const failing = gauge("rollcall_webhooks_failing", "Active webhooks whose last attempt failed.", [])
  const accounts = gauge("rollcall_integrated_accounts", "Integrated accounts, by status.", ["status"])
  const copies = gauge("rollcall_copy_age_seconds", "Age of the oldest synced copy of active accounts.", ["resource"])
  return ({ queues, deliveries, ...lag }) => {
    registry.resetMetrics()
    for (const { queue, ...one } of queues) {
      waiting.set({ queue }, one.waiting)
      running.set({ queue }, one.running)
      late.set({ queue }, one.oldestSeconds)
    }
    open.set(deliveries.open)
    oldest.set(deliveries.oldestSeconds)
    failing.set(deliveries.failingWebhooks)
    for (const { status, count } of lag.accounts) accounts.set({ status }, count)
    for (const { resource, seconds } of lag.copies) copies.set({ resource }, seconds)
  }
}
