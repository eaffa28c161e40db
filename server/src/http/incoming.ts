import type { Life } from "./life.js"

/** A request, freed of the HTTP library. */
export type Incoming = {
  /** As the answer's `x-request-id` and errors have it. */
  requestId: string
  /** HEAD is GET here: the answer is the same, and the HTTP library leaves its body out. */
  httpMethod: string
  /** Path and query as they came. */
  url: string
  params: Record<string, string>
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** Reads the body, which nobody has touched before. Undefined: there is none. Throws `request.too_large`. */
  readBody(mostBytes: number): Promise<Buffer | undefined>
  /** Of the socket: the caller's, or of what stands in front of us. */
  address: string
  /** Over when the caller went away, or was told that it took too long. */
  life: Life
}

export function headerOf({ headers }: Pick<Incoming, "headers">, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}
