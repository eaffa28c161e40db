import type { ListStyle } from "./list.js"
import type { HttpMethod } from "./request.js"

/** One operation of the HR system's own API, as the proxy offers it. */
export type CatalogueMethod = {
  /** `list`, `get`, `create`, `update`, `delete`, or the HR system's own word. */
  name: string
  httpMethod: HttpMethod
  /** Path relative to `Api.root`; `{id}` stands for the row's id. */
  path: string
  answer: "page" | "object" | "array"
  /** How a list is paged and read, where it is not like most of the HR system. */
  style?: ListStyle
  /** Parameter of a list that chooses rows by their ids. */
  byId?: string
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
