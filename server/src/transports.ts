/** The way to each HR system: through the guarded way out, in its share of the connections, counted. */
import type { Transport } from "@rollcall/connector-kit"
import { baseUrlOf, type IntegrationFacts, type TransportOf } from "./accounts/index.js"
import type { Clock } from "./clock.js"
import type { Egress, Shares } from "./egress/index.js"
import type { Metrics } from "./http/index.js"

export function transportsOf(integrations: readonly IntegrationFacts[], way: Way): TransportOf {
  return ({ integration, context, id = "" }) => {
    const facts = integrations.find((one) => one.id === integration)
    if (!facts) throw new Error(`there is no transport for ${integration}`)
    const noteAttempt = (outcome: string) => way.metrics.noteUpstream(integration, outcome)
    return { ...transportTo({ host: baseUrlOf(facts, context), user: id }, way), noteAttempt }
  }
}

type Way = { clock: Clock; egress: Egress; shares: Shares; metrics: Metrics }
type Place = Parameters<Shares["enter"]>[0]

const transportTo = (place: Place, { clock, egress, shares }: Way): Transport => ({
  dispatcher: egress.upstream,
  baseUrl: place.host,
  enter: (signal) => shares.enter(place, signal),
  now: () => clock.now().getTime(),
  random: clock.random,
  sleep: clock.sleep,
  after: clock.after,
})
