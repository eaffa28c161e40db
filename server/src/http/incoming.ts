/** A request, freed of the HTTP library. */
export type Incoming = {
  httpMethod: string
  /** Path and query as they came. */
  url: string
  params: Record<string, string>
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer | undefined
  signal: AbortSignal
}
export function headerOf({ headers }: Pick<Incoming, "headers">, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}
