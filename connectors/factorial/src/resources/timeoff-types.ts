import {
  compareTexts,
  flag,
  idOf,
  lookUp,
  many,
  type Remote,
  resource,
  text,
  toList,
  view,
} from "@rollcall/connector-kit"
import type { TimeoffType } from "@rollcall/contract"
import { allowances, leaveTypes } from "../tables.js"

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

export const timeoffTypes = resource("timeoff_types", {
  types: view({
    from: leaveTypes,
    relations: { allowances: many(allowances, { id: "allowance_ids" }, { fields: ["unit", "unit_source"] }) },
    unsupported: ["created_at", "updated_at"],
    map(row, related) {
      const identifier = text(row, "identifier")
      const workable = flag(row, "workable")
      const color = text(row, "color")
      return {
        id: idOf(row) ?? "",
        name: typeName(row),
        description: text(row, "description"),
        ...unitOf(related.allowances),
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
})

/** The unit its allowances count in; null when there is none, or they differ. */
export function unitOf(allowances: readonly Remote[] | undefined): Pick<TimeoffType, "unit" | "unit_source"> {
  if (allowances === undefined) return {}
  const units = [...new Set(allowances.flatMap((one) => text(one, "allowance_type") ?? []))].sort(compareTexts)
  const [unit] = units
  const isClear = units.length === 1 && (unit === "days" || unit === "hours")
  return { unit: isClear ? unit : null, unit_source: units.length > 0 ? units.join(", ") : null }
}
