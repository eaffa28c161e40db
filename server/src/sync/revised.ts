type Row = Readonly<Record<string, unknown>> | undefined

const hasError = (row: Row, codes: readonly string[]): boolean =>
  Array.isArray(row?.mapping_errors) && row.mapping_errors.some(({ code }) => codes.includes(code))

/** A row that mappings of users had no time for: the next run makes it again. */
export const isUnrevised = (row: Row): boolean => hasError(row, ["unavailable"])
/** It would fail again. */
const isFailed = (row: Row): boolean => hasError(row, ["timeout", "failed", "memory"])

/** Whether a mapping itself took too long, or failed, and not single rows of it: no row came out whole. */
export const isAtFault = (rows: readonly Row[]): boolean =>
  rows.some(isFailed) && rows.every((row) => isFailed(row) || isUnrevised(row))
