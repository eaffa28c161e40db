/** The way to each HR system: through the guarded way out, in its share of the connections, counted. */
import type { Transport } from "@rollcall/connector-kit"
import { baseUrlOf, type IntegrationFacts, PRIORITIES, type TransportOf } from "./accounts/index.js"
import type { Clock } from "./clock.js"
import type { Egress, Place, Shares } from "./egress/index.js"
import type { Metrics } from "./http/index.js"
import { noteCall } from "./log/index.js"

export function transportsOf(integrations: readonly IntegrationFacts[], way: Way): TransportOf {
  return ({ integration, context, id = "", priority, origin }) => {
    const facts = integrations.find((one) => one.id === integration)
    if (!facts) throw new Error(`there is no transport for ${integration}`)
    const recordAttempt = (outcome: string) => way.metrics.recordUpstream(integration, outcome)
    const place = { user: id, rank: PRIORITIES[priority].rank }
    // Whoever knows the path of a file may have the file.
    if (origin !== undefined)
      return {
        ...transportTo({ ...place, host: origin }, way),
        recordAttempt,
        recordCall: (call) => noteCall({ ...call, path: "/*" }),
      }
    const { limits } = facts.api
    return {
      ...transportTo({ ...place, host: baseUrlOf(facts, context), most: limits?.concurrency }, way),
      recordAttempt,
      recordCall: noteCall,
    }
  }
}

type Way = { clock: Clock; egress: Egress; shares: Shares; metrics: Metrics }

const transportTo = (place: Place, { clock, egress, shares }: Way): Transport => ({
  dispatcher: egress.upstream,
  baseUrl: place.host,
  enter: (signal) => shares.enter(place, signal),
  now: () => clock.now().getTime(),
  random: clock.random,
  sleep: clock.sleep,
  after: clock.after,
})
