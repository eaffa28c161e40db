import { type Day, dayOf, easterOf, formatDay, partsOf } from "@rollcall/sandbox-kit"
import type { Draft } from "./draft.js"
import { type HolidayPlan, holidayPlans } from "./holiday-list.js"
import type { Workplace } from "./places.js"

/** Last year, this one and the next, one row a workplace. */
export function writeHolidays(draft: Draft, workplaces: Workplace[]): void {
  const { year } = partsOf(draft.today)
  for (const at of [year - 1, year, year + 1]) {
    for (const place of workplaces) {
      for (const plan of plansOf(place)) writeHoliday(draft, { place, plan, date: dateOf(plan, at) })
    }
  }
}

/** Those of the country and those of the city alone. */
function plansOf(place: Workplace): HolidayPlan[] {
  return holidayPlans[place.country.code].filter((plan) => plan.city === undefined || plan.city === place.site.city)
}

function writeHoliday(draft: Draft, { place, plan, date }: { place: Workplace; plan: HolidayPlan; date: Day }): void {
  draft.add("holidays/company_holidays", {
    location_id: place.locationId,
    summary: plan.name,
    description: plan.city === undefined ? null : `Only in ${plan.city}`,
    date: formatDay(date),
    half_day: plan.half ?? null,
  })
}

function dateOf(plan: HolidayPlan, year: number): Day {
  if (plan.when.startsWith("easter")) return easterOf(year) + Number(plan.when.slice("easter".length))
  const [month = "1", date = "1"] = plan.when.split("-")
  return dayOf(year, Number(month), Number(date))
}
