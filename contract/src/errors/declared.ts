/**
 * `caller`: whoever wrote the request. `customer`: whoever connected the HR system. `hr_system`: nobody of ours, it has to
 * answer again. `operator`: whoever runs this server.
 */
export const ACTORS = ["caller", "customer", "hr_system", "operator"] as const
export type Actor = (typeof ACTORS)[number]

export type DeclaredError = {
  /** Where the HR system answered with a status of its own, that one is passed on instead. */
  status: number
  who_must_act: Actor
  title: string
  next_action: string
  /** The same request may do later: after the seconds of `Retry-After`, or after growing pauses. */
  retry?: "retry_after" | "backoff"
}

type Told = [status: number, title: string, next_action: string, retry?: DeclaredError["retry"]]

const toldTo =
  (who_must_act: Actor) =>
  (...[status, title, next_action, retry]: Told): DeclaredError => ({
    status,
    who_must_act,
    title,
    next_action,
    ...(retry ? { retry } : {}),
  })
export const caller = toldTo("caller")
export const customer = toldTo("customer")
export const hrSystem = toldTo("hr_system")
export const operator = toldTo("operator")
