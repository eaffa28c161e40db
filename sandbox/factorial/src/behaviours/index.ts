/**
 * What Factorial does beyond storing rows: actions, rules of single tables and computed lists, by method and path.
 * A behaviour stands in the place of the plain create, update or delete and sends its own events. It refuses with
 * Factorial's own bodies and knows nothing of HTTP, versions or paging.
 */
import type { Behaviour } from "../world.js"
import { computed } from "./computed.js"
import { contracts } from "./contracts.js"
import { customTables } from "./custom-tables.js"
import { customValues } from "./custom-values.js"
import { employees } from "./employees.js"
import { leaves } from "./leaves.js"
import { shifts } from "./shifts.js"
import { singleRules } from "./single-tables.js"
import { teams } from "./teams.js"
import { writtenShifts } from "./written-shifts.js"

export const behaviours: Record<string, Behaviour> = {
  ...employees,
  ...contracts,
  ...leaves,
  ...teams,
  ...shifts,
  ...writtenShifts,
  ...customValues,
  ...customTables,
  ...computed,
  ...singleRules,
}
