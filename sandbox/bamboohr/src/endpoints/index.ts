/**
 * Every operation that is served, as pure functions from a call to an answer: who may call is checked before, the form
 * of refusals and of XML is applied after.
 */
import { webhooks } from "../webhooks/endpoints.js"
import type { Endpoint } from "./call.js"
import { datasets } from "./datasets.js"
import { employeeList } from "./employee-list.js"
import { employeeWrites } from "./employee-writes.js"
import { employees } from "./employees.js"
import { files } from "./files.js"
import { listWrites } from "./list-writes.js"
import { locationWrites } from "./location-writes.js"
import { locations } from "./locations.js"
import { meta } from "./meta.js"
import { reports } from "./reports.js"
import { savedReports } from "./saved-reports.js"
import { tables } from "./tables.js"
import { timeOff } from "./time-off.js"
import { timeOffBalances } from "./time-off-balances.js"
import { timeOffImports } from "./time-off-imports.js"
import { timeOffWrites } from "./time-off-writes.js"

export const ENDPOINTS: readonly Endpoint[] = [
  employeeList,
  ...employees,
  ...reports,
  ...tables,
  ...meta,
  ...timeOff,
  ...employeeWrites,
  ...timeOffBalances,
  ...timeOffWrites,
  ...datasets,
  ...locations,
  ...files,
  ...listWrites,
  ...webhooks,
  ...locationWrites,
  ...savedReports,
  ...timeOffImports,
]

export type { Answer, Call, Endpoint } from "./call.js"
