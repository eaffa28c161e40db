/** Values of a query; arrays are written the way the HR system wants lists. */
export type RemoteQuery = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/** A call in the HR system's own terms; `path` is relative to `Api.root`. */
export type RemoteRequest = {
  method: HttpMethod
  path: string
  query?: RemoteQuery
  body?: unknown
  /** True: nothing changes by it, whatever its method is. */
  reads?: true
  /** Longest wait for the first byte of the answer to a read, and between two, where it is not the usual one. */
  patienceMs?: number
}

/** The parameters as the query of a GET. */
export const get = (path: string, query: RemoteQuery = {}): RemoteRequest => ({ method: "GET", path, query })

/** A read by POST. */
export const postToRead = (path: string, body: unknown, query: RemoteQuery = {}): RemoteRequest => ({
  method: "POST",
  path,
  query,
  body,
  reads: true,
})

/** A body without the keys whose values are undefined. */
export const defined = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
