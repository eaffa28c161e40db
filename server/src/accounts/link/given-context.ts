import { readField } from "@rollcall/connector-kit"
import { AppError } from "../../errors.js"
import { assertOwnSmall, type ContextVault, readContext } from "../context-vault.js"
import { assertHost, type IntegrationFacts } from "../integration.js"
import type { Context, ContextFields } from "../secrets.js"

type Meant = { integrations: readonly IntegrationFacts[]; contexts: Pick<ContextVault, "fields">; before: Context }

/**
 * What a caller gives with a link token has to be right for one of the integrations that it may be used for. Throws
 * `request.invalid` for the first of them. `before` is the context of the account to reconnect.
 */
export function assertFits(context: Context, { integrations, contexts, before }: Meant): void {
  const problems = integrations.map((facts) => {
    try {
      readContext(contexts.fields(facts.id), context, before)
      assertHost(integrations, facts.id, context)
      return undefined
    } catch (error) {
      if (error instanceof AppError) return error
      throw error
    }
  })
  const [first] = problems
  if (first && problems.every(Boolean)) throw first
  for (const { id } of integrations) assertOwnSmall(contexts.fields(id), context)
}

/**
 * What of it is for this integration: a host or a value that it could not have is for another one, and a field without a
 * value was not given.
 */
export function contextFor(facts: IntegrationFacts, fields: ContextFields, context: Context): Context {
  const isOther = (name: string, value: unknown): boolean => {
    if (name === "host") return typeof value === "string" && !Object.hasOwn(facts.hosts, value)
    const field = fields.declared.find((one) => one.name === name)
    return field !== undefined && "problem" in readField(field, value)
  }
  return Object.fromEntries(Object.entries(context).filter(([name, value]) => !isOther(name, value)))
}
