import { defineSource, flag, idOf, idsOf, lookUp, type Remote, type Resource, text } from "@rollcall/connector-kit"
import type { TimeoffType } from "@rollcall/contract"
import { compareTexts } from "../order.js"
import { toList } from "../push.js"

export const LEAVE_TYPES = "timeoff/leave_types"
const ALLOWANCES = { path: "timeoff/allowances", on: "id" } as const

type Kind = NonNullable<TimeoffType["kind"]>
const KINDS: Readonly<Record<string, Kind>> = {
  holiday: "holiday",
  sick: "sick",
  parental: "parental",
  compassionate: "compassionate",
  overtime_compensation: "overtime_compensation",
  other: "other",
  // Companies make their own types under this one word; only the name tells them apart.
  custom: "other",
}

/** People see the translated name; the plain one may be a key. */
export const typeName = (row: Remote): string | null | undefined => text(row, "translated_name") ?? text(row, "name")

export const timeoffTypes: Resource<"timeoff_types"> = {
  sources: [
    defineSource<"timeoff_types">()({
      path: LEAVE_TYPES,
      fields: ["id", "name", "translated_name", "identifier", "color", "workable", "allowance_ids"],
      joins: {
        allowances: { ...ALLOWANCES, keys: (row) => idsOf(row, "allowance_ids"), feeds: ["unit", "unit_source"] },
      },
      lacks: ["created_at", "updated_at"],
      single: "read",
      idsParam: "ids[]",
      map(row, { allowances }) {
        const identifier = text(row, "identifier")
        const workable = flag(row, "workable")
        const color = text(row, "color")
        return {
          id: idOf(row) ?? "",
          name: typeName(row),
          description: text(row, "description"),
          ...unitOf(allowances),
          kind: lookUp(identifier, KINDS, "other"),
          kind_source: identifier,
          is_active: flag(row, "active"),
          is_paid: flag(row, "payable"),
          is_absence: typeof workable === "boolean" ? !workable : workable,
          requires_approval: flag(row, "approval_required"),
          color: color ? `#${color.replace(/^#/, "")}` : color,
        }
      },
      push: { id: toList("ids[]") },
    }),
  ],
}

/** The unit its allowances count in; null when there is none, or they differ. */
export function unitOf(allowances: readonly Remote[] | undefined): Pick<TimeoffType, "unit" | "unit_source"> {
  if (allowances === undefined) return {}
  const units = [...new Set(allowances.flatMap((one) => text(one, "allowance_type") ?? []))].sort(compareTexts)
  const [unit] = units
  const isClear = units.length === 1 && (unit === "days" || unit === "hours")
  return { unit: isClear ? unit : null, unit_source: units.length > 0 ? units.join(", ") : null }
}
