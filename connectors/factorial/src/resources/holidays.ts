import { both, day, fromDay, idOf, one, resource, text, toDay, toList, view } from "@rollcall/connector-kit"
import { holidays as days, places } from "../tables.js"
import { sessionOf } from "./timeoff-requests.js"

/** One row for each workplace, so a day that all of them have off is several rows. */
export const holidays = resource("holidays", {
  days: view({
    from: days,
    relations: { place: one(places, { id: "location_id" }, { fields: ["location"] }) },
    map(row, { place }) {
      const locationId = idOf(row, "location_id")
      return {
        id: idOf(row) ?? "",
        name: text(row, "summary"),
        description: text(row, "description"),
        date: day(row, "date"),
        end_date: day(row, "date"),
        ...sessionOf(row),
        location: locationId === undefined ? null : { id: locationId, name: place && text(place, "name") },
      }
    },
    push: {
      id: toList("ids[]"),
      location_id: toList("location_ids[]"),
      "location[id]": toList("location_ids[]"),
      date: both(fromDay("start_at"), toDay("end_at")),
    },
  }),
})
