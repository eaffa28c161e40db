import type { AccountTables } from "./tables/account-tables.js"
import type { EventTables } from "./tables/event-tables.js"
import type { InboundTables } from "./tables/inbound-tables.js"
import type { JobTables } from "./tables/job-tables.js"
import type { LogTables } from "./tables/log-tables.js"
import type { MappingTables } from "./tables/mapping-tables.js"
import type { MirrorTables } from "./tables/mirror-tables.js"
import type { RecordTables } from "./tables/record-tables.js"
import type { WriteTables } from "./tables/write-tables.js"

/** Tables as the migrations leave them. */
export type Schema = AccountTables &
  EventTables &
  RecordTables &
  MirrorTables &
  InboundTables &
  JobTables &
  LogTables &
  MappingTables &
  WriteTables
