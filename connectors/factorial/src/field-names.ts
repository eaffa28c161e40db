import { idOf, type Remote, sortById, text } from "@rollcall/connector-kit"

const fallback = (id: string) => `field-${id}`

/**
 * What a fallback looks like is nobody's slug, so that a field which comes later never takes a name away. Nor is a slug
 * with a character that can't be kept, which the copy reads as U+FFFD: it has one name everywhere.
 */
const isUsable = (slug: string) => !/^field-\d+$/.test(slug) && /^[^\p{Cc}\p{Surrogate}\ufffd]+$/u.test(slug)

/**
 * Machine names by field id: the keys of an employee's `custom_fields`. The slug, for the oldest field that has it;
 * slugs are optional, and labels change.
 */
export function fieldNames(fields: readonly Remote[]): ReadonlyMap<string, string> {
  const known = made.get(fields)
  if (known) return known
  const taken = new Set<string>()
  const names = new Map<string, string>()
  for (const field of sortById(fields)) {
    const id = idOf(field)
    if (id === undefined) continue
    const slug = text(field, "slug")
    const isFree = slug && isUsable(slug) && !taken.has(slug)
    if (isFree) taken.add(slug)
    names.set(id, isFree ? slug : fallback(id))
  }
  made.set(fields, names)
  return names
}

/** All rows of a page are given the same list. */
const made = new WeakMap<readonly Remote[], ReadonlyMap<string, string>>()
