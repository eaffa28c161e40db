import type { AnySource } from "./joins.js"

/** The HR system's own id of a unified id, if it is one of this source's. */
export function ownIdOf(sources: readonly AnySource[], source: AnySource, id: string): string | undefined {
  const prefix = source.idPrefix ?? ""
  if (prefix !== "") return id.startsWith(prefix) ? id.slice(prefix.length) : undefined
  return sources.some((one) => one.idPrefix !== undefined && id.startsWith(one.idPrefix)) ? undefined : id
}
