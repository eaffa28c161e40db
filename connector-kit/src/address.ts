import type { Settings } from "./auth.js"

const NAMED = /\{([a-z][a-z0-9_]*)\}/g

/**
 * What may stand in an address: one label of a host name, or one segment of a path. It can't end the part that it stands
 * in, whatever a connector's pattern lets through, so a credential goes to no other host than the template's.
 */
const LABEL = /^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/i

/** Names of the settings in a template such as `https://{company_domain}.example.com`. */
export const namesIn = (template: string): string[] => [...template.matchAll(NAMED)].map(([, name = ""]) => name)

/** Undefined: a setting is missing, or can't stand in an address. */
export function fillAddress(template: string, settings: Settings): string | undefined {
  const values = namesIn(template).map((name) => (Object.hasOwn(settings, name) ? settings[name] : undefined))
  if (values.some((value) => value === undefined || !LABEL.test(value))) return undefined
  return template.replace(NAMED, () => values.shift() ?? "")
}
