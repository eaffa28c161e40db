import type { Connector } from "../connector.js"
import { Unwritten } from "../todo.js"
import { tablesOf } from "./samples.js"

/** A value that stands for one that is to be written, as an address or a path does. */
const PLACEHOLDER = /^(https:\/\/)?TODO\b/

/**
 * What is still to be written, in the order in which an author goes. Functions are called with nothing: one that is written
 * may fail by that, which is not looked at, and one that is not says what it is.
 */
export function unwrittenIn(connector: Connector): string[] {
  const { api, auth, connect, companyDay, resources, webhooks, proxy } = connector
  const found = new Set<string>()
  const seen = new Set<unknown>()
  const call = (act: () => unknown) => {
    try {
      act()
    } catch (error) {
      if (error instanceof Unwritten) found.add(error.message)
    }
  }
  const visit = (value: unknown, path: string): void => {
    if (typeof value === "function") call(() => value())
    if (typeof value === "string" && PLACEHOLDER.test(value)) found.add(`${path} is a placeholder: ${value}`)
    if (typeof value !== "object" || value === null || seen.has(value)) return
    seen.add(value)
    const inside = value instanceof Map ? value : Object.entries(value)
    for (const [key, one] of inside) visit(one, `${path}.${key}`)
  }
  visit(api, "api")
  visit(auth, "auth")
  visit(connect, "connect")
  for (const table of tablesOf(connector)) visit(table, `table ${table.name}`)
  visit(companyDay, "companyDay")
  visit(resources, "resources")
  visit(webhooks, "webhooks")
  visit(proxy, "proxy")
  return [...found]
}
