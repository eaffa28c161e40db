import fc from "fast-check"
import { expect, it } from "vitest"
import { createRows } from "./whole-rows.js"

const NAMES = "id,note\r\n"
const rows = fc.array(
  fc.record({
    id: fc.stringMatching(/^[\w",-][\w"',-]{0,5}$/),
    note: fc.constantFrom("", "é", 'a "b"\r\n,c', "\n\n", "x".repeat(30)),
  }),
  { minLength: 1, maxLength: 8 },
)
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const cell = (text: string) => (/[",\n]/.test(text) ? quoted(text) : text)
const escaped = (id: string) => (id.startsWith("-") ? `'${id}` : id)
const csvRow = ({ id, note }: { id: string; note: string }) => `${cell(escaped(id))},${cell(note)}\r\n`
const line = (row: object) => `${JSON.stringify(row)}\n`

it.each([
  ["ndjson", "", line],
  ["csv", NAMES, csvRow],
] as const)("Of %s whole rows come out, however it is cut, and the id of the last is known", (format, names, write) => {
  fc.assert(
    fc.property(rows, fc.nat(), fc.nat(), (given, first, second) => {
      const bytes = Buffer.from(names + given.map(write).join(""))
      const [from, to] = [first % (bytes.length + 1), second % (bytes.length + 1)].sort((a, b) => a - b) as [
        number,
        number,
      ]
      const reader = createRows(format)
      const out = [bytes.subarray(0, from), bytes.subarray(from, to)].map((part) => reader.push(part))
      const seen = Buffer.concat(out).toString()
      const count = given.findLastIndex((_, at) => {
        const whole = Buffer.from(
          names +
            given
              .slice(0, at + 1)
              .map(write)
              .join(""),
        )
        return whole.length <= to
      })
      if (count >= 0)
        expect(seen).toBe(
          names +
            given
              .slice(0, count + 1)
              .map(write)
              .join(""),
        )
      else expect(["", names]).toContain(seen)
      expect(reader.lastId()).toBe(given[count]?.id)
      expect(Buffer.concat([...out, reader.push(bytes.subarray(to))]).equals(bytes)).toBe(true)
      expect(reader.lastId()).toBe(given.at(-1)?.id)
    }),
  )
})
