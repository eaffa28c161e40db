import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"

/** Numbers that are asked for when somebody looks. */
export type Lag = {
  queues: readonly { queue: string; waiting: number; running: number; oldestSeconds: number }[]
  deliveries: { open: number; oldestSeconds: number; failingWebhooks: number }
}

export type Metrics = {
  noteRequest(operation: string, status: number, seconds: number): void
  /** Prometheus text. */
  write(lag: Lag): Promise<string>
  contentType: string
}

/** Labels are few and closed: no tenant, account or environment is ever one. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  // Event loop, memory and CPU of this process.
  collectDefaultMetrics({ register: registry })
  const noteRequest = countRequests(registry)
  const show = showLag(registry)
  const write = (lag: Lag) => {
    show(lag)
    return registry.metrics()
  }
  return { contentType: registry.contentType, noteRequest, write }
}

function countRequests(registry: Registry): Metrics["noteRequest"] {
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
  return ({ queues, deliveries }) => {
    for (const { queue, ...one } of queues) {
      waiting.set({ queue }, one.waiting)
      running.set({ queue }, one.running)
      late.set({ queue }, one.oldestSeconds)
    }
    open.set(deliveries.open)
    oldest.set(deliveries.oldestSeconds)
    failing.set(deliveries.failingWebhooks)
  }
}
