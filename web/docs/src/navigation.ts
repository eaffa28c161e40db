/** The sidebar: tasks, and the pages of each in the order of reading. A page that is in no group comes last in Reference. */
export const GROUPS: Readonly<Record<string, readonly string[]>> = {
  Start: ["", "quick-start", "connect-a-customer", "link", "clients/link", "unified-model", "recipes"],
  Read: ["reading", "sync", "coverage", "export"],
  "Changes & webhooks": ["changes-and-webhooks", "events", "named-events", "webhooks", "inbound-webhooks"],
  Write: ["writes", "errors-and-retries"],
  Customise: ["custom-fields", "overrides", "direct-calls"],
  "Agents & tools": ["clients/sdk", "cli", "agents", "clients/mcp", "testing-your-integration"],
  Operate: [
    "production",
    "running",
    "settings",
    "backup",
    "upgrades",
    "monitoring",
    "tokens",
    "log",
    "privacy",
    "security",
  ],
  "Moving here": ["moving-from-truto", "truto-compatibility", "moving-from-merge", "moving-from-kombo"],
  Reference: ["reference", "operations", "errors", "limits", "guarantees", "data-dictionary", "glossary", "changelog"],
  Recipes: [
    "recipes/org-chart-sync",
    "recipes/new-hire-detection",
    "recipes/leave-aware-capacity",
    "recipes/compensation-change-alerts",
    "recipes/department-based-permissions",
    "recipes/termination-driven-offboarding",
  ],
  "HR systems": ["mapping-factorial", "mapping-bamboohr", "sandbox/factorial", "sandbox/bamboohr"],
  "Work on Rollcall": ["contributing", "architecture", "connector-guide", "testing", "sandbox/kit", "decisions"],
}

const REST = "Reference"

/** Decisions are listed on a page of their own. */
const isListed = (name: string): boolean => !name.startsWith("decisions/")

export type Entry = { name: string; title: string }
export type Group = { title: string; entries: readonly Entry[] }

/** The groups that have a page, with those pages. */
export function arrange(pages: readonly Entry[]): Group[] {
  const known = new Set(Object.values(GROUPS).flat())
  const rest = pages.filter(({ name }) => !known.has(name) && isListed(name)).map(({ name }) => name)
  const titles = new Map(pages.map(({ name, title }) => [name, title]))
  return Object.entries(GROUPS)
    .map(([title, names]) => ({
      title,
      entries: [...names, ...(title === REST ? rest : [])].flatMap((name) => {
        const found = titles.get(name)
        return found === undefined ? [] : [{ name, title: found }]
      }),
    }))
    .filter(({ entries }) => entries.length > 0)
}
