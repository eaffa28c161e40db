import type { MirrorTable } from "./graph.js"

/** An account in its environment. */
export type MirrorPlace = { environmentId: string; accountId: string }
/** A table of an account, by its name. */
export type TablePlace = MirrorPlace & { table: string }

export const tableIn = (
  { environmentId, accountId }: MirrorPlace,
  { table: { name } }: Pick<MirrorTable, "table">,
): TablePlace => ({ environmentId, accountId, table: name })
