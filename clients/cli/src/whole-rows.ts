/** What is known of the rows that went through. */
export type Rows = {
  /** Takes bytes in, and gives those out that end a row; what begins one is held back. */
  push(chunk: Uint8Array): Buffer
  /** Of the last whole row. Undefined: there was none yet. */
  lastId(): string | undefined
}
type Format = "ndjson" | "csv"

const [LINE_END, QUOTE] = [0x0a, 0x22]

/** `hasNames`: a CSV begins with its line of names, which is no row. */
export function createRows(format: Format, { hasNames = format === "csv" } = {}): Rows {
  let rest: Buffer = Buffer.alloc(0)
  let [isQuoted, isAtNames] = [false, hasNames]
  let last: string | undefined
  return {
    push(chunk) {
      const all = Buffer.concat([rest, chunk])
      let [start, end] = [0, 0]
      for (let at = rest.length; at < all.length; at++) {
        const byte = all[at]
        if (byte === QUOTE && format === "csv") isQuoted = !isQuoted
        if (byte !== LINE_END || isQuoted) continue
        start = isAtNames ? at + 1 : end
        end = at + 1
        isAtNames = false
      }
      if (start < end) last = idOf[format](all.toString("utf8", start, end))
      rest = all.subarray(end)
      return all.subarray(0, end)
    },
    lastId: () => last,
  }
}

const idOf: Readonly<Record<Format, (row: string) => string>> = {
  ndjson: (row) => (JSON.parse(row) as { id: string }).id, // every row of an export has one
  csv(row) {
    const [, quoted, plain = ""] = /^(?:"((?:[^"]|"")*)"|([^,\r\n]*))/.exec(row) ?? []
    // Before what a spreadsheet would take for a formula stands an apostrophe that is not of the id.
    return (quoted?.replaceAll('""', '"') ?? plain).replace(/^'(?=[=+\-@\t\r])/, "")
  },
}
