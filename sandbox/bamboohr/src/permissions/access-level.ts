/** Parts of the API that a whole call needs; without them it is a 403. */
export const AREAS = [
  "employees",
  "directory",
  "reports",
  "datasets",
  "tables",
  "changes",
  "fields",
  "lists",
  "users",
  "locations",
  "company_information",
  "time_off",
  "photos",
  "files",
  "webhooks",
  /** Whatever changes something. */
  "writes",
] as const

export type Area = (typeof AREAS)[number]

/** What the user of a credential may see and do. Everything that is hidden is left out without a word. */
export type AccessLevel = {
  /** Of `meta/users`; null: the user has no employee. */
  userId: string | null
  /** Aliases, ids, or groups of fields: name, job, contact, compensation, demographic, protected_info, address, photo, custom. */
  hiddenFields: readonly string[]
  /** Names of tables: a read of one is refused. */
  hiddenTables: readonly string[]
  hiddenEmployees: readonly string[]
  /** Fields that are hidden of single people, by their ids. */
  hiddenOf: Readonly<Record<string, readonly string[]>>
  hidesInactive: boolean
  refused: readonly Area[]
}

/** What both allow. */
export const narrowed = (level: AccessLevel, by: AccessLevel): AccessLevel => ({
  userId: level.userId,
  hiddenFields: [...level.hiddenFields, ...by.hiddenFields],
  hiddenTables: [...level.hiddenTables, ...by.hiddenTables],
  hiddenEmployees: [...level.hiddenEmployees, ...by.hiddenEmployees],
  hiddenOf: { ...level.hiddenOf, ...by.hiddenOf },
  hidesInactive: level.hidesInactive || by.hidesInactive,
  refused: [...level.refused, ...by.refused],
})

/** As an account owner's. */
export const FULL_ACCESS: AccessLevel = {
  userId: null,
  hiddenFields: [],
  hiddenTables: [],
  hiddenEmployees: [],
  hiddenOf: {},
  hidesInactive: false,
  refused: [],
}
