/**
 * Every operation that is served, as pure functions from a call to an answer: who may call is checked before, the form
 * of refusals and of XML is applied after.
 */
import type { Endpoint } from "./call.js"
import { employeeList } from "./employee-list.js"
import { employees } from "./employees.js"
import { meta } from "./meta.js"
import { reports } from "./reports.js"
import { tables } from "./tables.js"
import { timeOff } from "./time-off.js"

export const ENDPOINTS: readonly Endpoint[] = [employeeList, ...employees, ...reports, ...tables, ...meta, ...timeOff]

export type { Answer, Call, Endpoint } from "./call.js"
