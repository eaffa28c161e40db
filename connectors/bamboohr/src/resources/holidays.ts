import { both, day, fromDay, idOf, resource, text, toDay, view } from "@rollcall/connector-kit"
import { holidays as closed } from "../asked-tables.js"

/** Of the whole company: for whom else a holiday is, BambooHR does not tell. */
export const holidays = resource("holidays", {
  closed: view({
    from: closed,
    relations: {},
    unsupported: ["description", "session", "location"],
    map: (row) => ({
      id: idOf(row) ?? "",
      name: text(row, "name"),
      date: day(row, "start"),
      end_date: day(row, "end"),
      location: null,
    }),
    push: { date: both(fromDay("start"), toDay("end")) },
  }),
})
