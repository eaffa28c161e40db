import { idOf, lookUp, type Remote, resource, text, view } from "@rollcall/connector-kit"
import type { TimeoffType } from "@rollcall/contract"
import { types } from "../tables.js"

type Kind = NonNullable<TimeoffType["kind"]>

/** Types are the company's own: their words first, then the picture that is shown with them. */
const WORDS: readonly (readonly [RegExp, Kind])[] = [
  [/parental|maternity|paternity|family|adoption/i, "parental"],
  [/bereavement|compassionate|funeral/i, "compassionate"],
  [/\bcomp\b|\bcomp[\s-]?time|compensatory|in lieu|\blieu\b|overtime|\btoil\b/i, "overtime_compensation"],
  [/sick|illness|medical/i, "sick"],
  [/vacation|holiday|annual leave|\bpto\b|paid time off/i, "holiday"],
]
const ICONS: Readonly<Record<string, Kind>> = { "palm-trees": "holiday", "band-aid": "sick", family: "parental" }

const UNITS = { days: "days", hours: "hours" } as const

export const unitOf = (type: Remote): Pick<TimeoffType, "unit" | "unit_source"> => {
  const source = text(type, "units")
  return { unit: lookUp(source, UNITS), unit_source: source }
}

function kindOf(row: Remote): Kind {
  const name = text(row, "name") ?? ""
  return WORDS.find(([words]) => words.test(name))?.[1] ?? lookUp(text(row, "icon"), ICONS) ?? "other"
}

/** Only types that are in use are listed. */
export const timeoffTypes = resource("timeoff_types", {
  types: view({
    from: types,
    relations: {},
    unsupported: ["description", "is_paid", "is_absence", "requires_approval", "created_at", "updated_at"],
    map(row) {
      const color = text(row, "color")
      return {
        id: idOf(row) ?? "",
        name: text(row, "name"),
        ...unitOf(row),
        kind: kindOf(row),
        kind_source: text(row, "name"),
        is_active: true,
        color: color ? `#${color.replace(/^#/, "")}` : color,
      }
    },
  }),
})
