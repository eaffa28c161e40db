import { flag, idOf, instant, many, objectOf, resource, text, view } from "@rollcall/connector-kit"
import { addressOf, placeOf } from "../address.js"
import { options, places } from "../tables.js"
import { createLocation, deleteLocation, updateLocation } from "../writes/locations.js"

const ADDRESS = ["street_1", "street_2", "city", "state", "postal_code", "country", "location_type", "timezone"]

/** Every credential may read the names, and few the addresses: the list of names is what there is. */
export const locations = resource(
  "locations",
  {
    options: view({
      from: options,
      relations: { places: many(places, { label: "name" }, { fields: ADDRESS }) },
      unsupported: ["phone_number", "updated_at"],
      example: { list: "location" },
      where: (row) => text(row, "list") === "location",
      map(row, related) {
        const place = related.places && placeOf(related.places, idOf(row))
        const address = place && objectOf(place, "address")
        return {
          id: idOf(row) ?? "",
          name: text(row, "name"),
          ...(place ? addressOf(place) : {}),
          ...(address
            ? {
                location_type: flag(address, "remoteLocation") === true ? "remote" : "office",
                timezone: text(address, "timezone"),
              }
            : {}),
          created_at: instant(row, "createdDate"),
        }
      },
    }),
  },
  { writes: { create: createLocation, update: updateLocation, delete: deleteLocation } },
)
