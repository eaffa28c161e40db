import type { ColumnType } from "kysely"

export type Time = ColumnType<Date, Date | undefined, Date>
export type OptionalTime = ColumnType<Date | null, Date | null | undefined, Date | null>
/** Read as parsed JSON, written as text. */
export type Json = ColumnType<Record<string, unknown>, string | undefined, string>
export type OptionalJson = ColumnType<unknown, string | null | undefined, string | null>
export type Bytes = ColumnType<Uint8Array, Buffer, Buffer>
export type OptionalBytes = ColumnType<Uint8Array | null, Buffer | null | undefined, Buffer | null>
