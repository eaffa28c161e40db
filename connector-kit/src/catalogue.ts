import type { ListStyle } from "./list.js"
import type { HttpMethod } from "./request.js"

/** One operation of the HR system's own API, as the proxy offers it. */
export type CatalogueMethod = {
  /** `list`, `get`, `create`, `update`, `delete`, or the HR system's own word. */
  name: string
  httpMethod: HttpMethod
  /** Path relative to `Api.root`. `{id}` stands for the row's id, any other `{name}` for what the caller gives by that name. */
  path: string
  /** `page`: a list that is cut into pages of the caller's. Anything else goes out as it came; the words say what that is. */
  answer: "page" | "object" | "array" | "empty" | "text" | "binary"
  /** How a list is paged and read, where it is not like most of the HR system. */
  style?: ListStyle
  /** Where a list that is read with a body takes what asks for a page: in the query, unless said. */
  pagedIn?: "query" | "body"
  /** True: nothing changes by it, although it is no GET. A list always reads. */
  reads?: true
  /** Parameter of a list that chooses rows by their ids. */
  byId?: string
  /** Ids of a `get` that stand for another one, such as `me`: its answer may be a row of another id. */
  standIns?: readonly string[]
  description: string
  /** Scopes of the HR system that the call needs, if known. */
  scopes: readonly string[]
  /** JSON Schema of query and body, where known. */
  query?: Readonly<Record<string, unknown>>
  body?: Readonly<Record<string, unknown>>
}

/** Names of what stands in the path of a method, in its order. */
export const pathParameters = ({ path }: Pick<CatalogueMethod, "path">): string[] =>
  [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name)

/** Whether a call of the method changes nothing. */
export const isReading = ({ httpMethod, answer, reads }: CatalogueMethod): boolean =>
  httpMethod === "GET" || answer === "page" || reads === true

export type CatalogueResource = {
  /** Canonical name, e.g. `timeoff-leaves`. */
  name: string
  /** Other accepted spellings, e.g. `timeoff/leaves`. */
  path: string
  methods: readonly CatalogueMethod[]
}

/** Every resource of the HR system that the proxy covers, by canonical name. */
export type Catalogue = ReadonlyMap<string, CatalogueResource>
