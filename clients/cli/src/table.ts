import { stripVTControlCharacters } from "node:util"

export type Column = { title: string; cells: readonly string[] }

const GAP = 2
const NARROWEST = 6

/**
 * Columns side by side. With a width, cells are cut so that a line fits, the widest first; without, nothing is cut. Titles that
 * are all empty are left out.
 */
export function renderTable(columns: readonly Column[], width: number | undefined): string {
  const shown = columns.map(({ title, cells }) => ({ title, cells: cells.map(oneLine) }))
  const widths = narrow(
    shown.map(({ title, cells }) => Math.max(...[title, ...cells].map(lengthOf))),
    width,
  )
  const count = Math.max(0, ...shown.map(({ cells }) => cells.length))
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => pad(cut(text, widths[index] ?? 0), index === texts.length - 1 ? 0 : (widths[index] ?? 0)))
      .join(" ".repeat(GAP))
      .trimEnd()
  const rows = Array.from({ length: count }, (_, row) => line(shown.map(({ cells }) => cells[row] ?? "")))
  const titles = shown.some(({ title }) => title !== "") ? [line(shown.map(({ title }) => title.toUpperCase()))] : []
  return [...titles, ...rows].map((one) => `${one}\n`).join("")
}

/** What was written by other people never moves the cursor or ends a line. */
const oneLine = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/\s+/g, " ")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "")

const lengthOf = (text: string): number => [...text].length
const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - lengthOf(text)))
const cut = (text: string, width: number): string =>
  lengthOf(text) <= width ? text : `${[...text].slice(0, Math.max(0, width - 1)).join("")}…`

function narrow(wanted: readonly number[], width: number | undefined): number[] {
  const widths = [...wanted]
  const total = () => widths.reduce((sum, one) => sum + one, GAP * (widths.length - 1))
  while (width !== undefined && total() > width) {
    const widest = widths.indexOf(Math.max(...widths))
    if ((widths[widest] ?? 0) <= NARROWEST) break
    widths[widest] = Math.max(NARROWEST, (widths[widest] ?? 0) - (total() - width))
    if (total() > width) widths[widest] = NARROWEST
  }
  return widths
}
