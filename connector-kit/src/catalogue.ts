import type { HttpMethod } from "./api.js"

/** One operation of the HR system's own API, as the proxy offers it. */
export type CatalogueMethod = {
  /** `list`, `get`, `create`, `update`, `delete`, or the HR system's own word. */
  name: string
  httpMethod: HttpMethod
  /** Path relative to `Api.root`; `{id}` stands for the row's id. */
  path: string
  answer: "page" | "object" | "array"
  description: string
  /** Scopes of the HR system that the call needs, if known. */
  scopes: readonly string[]
  /** JSON Schema of query and body, where known. */
  query?: Readonly<Record<string, unknown>>
  body?: Readonly<Record<string, unknown>>
}

export type CatalogueResource = {
  /** Canonical name, e.g. `timeoff-leaves`. */
  name: string
  /** Other accepted spellings, e.g. `timeoff/leaves`. */
  path: string
  methods: readonly CatalogueMethod[]
}

/** Every resource of the HR system that the proxy covers, by canonical name. */
export type Catalogue = ReadonlyMap<string, CatalogueResource>
