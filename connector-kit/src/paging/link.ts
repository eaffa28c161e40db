import type { UpstreamHeaders } from "../verdict.js"
import { lost, type PagePosition, type Paging, totalOf } from "./paging.js"

export type LinkOptions = {
  /**
   * Names of parameters. `at`: those of a link that say which page it leads to. Nothing else of a link is followed, so it can't lead to
   * another host or list.
   */
  parameters: { at: readonly string[]; size?: string }
  maxSize: number
  /** Addresses of the pages beside this one; the `Link` header says them unless told. */
  read?(answer: { body: unknown; headers: UpstreamHeaders }): Links & { total?: number | undefined }
}
type Links = { next?: string | null | undefined; previous?: string | null | undefined }

/** Each page has links to the next and the previous one. */
export function link({ parameters: { at, size }, maxSize, read = readLinkHeader }: LinkOptions): Paging {
  const names = size === undefined ? at : [...at, size]
  const follow = (address: string | null | undefined): PagePosition | null => {
    if (!address) return null
    const given = parametersOf(address)
    const found = names.flatMap((name) => (given.has(name) ? [[name, given.get(name)]] : []))
    if (!at.some((name) => given.has(name))) throw lost("its link does not say where")
    return Object.fromEntries(found)
  }
  const pinned = (position: PagePosition, most: number) => ({
    ...(size === undefined ? {} : { [size]: String(most) }),
    ...position,
  })
  return {
    maxSize,
    parameters: names,
    ask: ({ position, size: most }) =>
      Object.fromEntries(Object.entries(pinned(position, most)).map(([name, value]) => [name, String(value)])),
    read({ body, headers }, { position, size: most }) {
      const { next, previous, total } = { total: undefined, ...read({ body, headers }) }
      const here = pinned(position, most)
      const isFirst = at.every((name) => position[name] === undefined) ? { isFirst: true as const } : {}
      return { next: follow(next), previous: follow(previous), ...isFirst, here, keepsSize: true, ...totalOf(total) }
    },
  }
}

function parametersOf(address: string): URLSearchParams {
  try {
    return new URL(address, "https://host.invalid").searchParams
  } catch {
    throw lost("its link can't be read")
  }
}

/** RFC 8288, as far as lists use it: `<address>; rel="next"`. */
export function readLinkHeader({ headers }: { headers: UpstreamHeaders }): Links {
  const found = new Map<string, string>()
  for (const [, address = "", parameters = ""] of [headers.link ?? []]
    .flat()
    .join()
    .matchAll(/<([^>]*)>([^<]*)/g)) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters) ?? []
    for (const rel of (quoted ?? bare ?? "").toLowerCase().split(/\s+/)) if (!found.has(rel)) found.set(rel, address)
  }
  return { next: found.get("next"), previous: found.get("prev") ?? found.get("previous") }
}
