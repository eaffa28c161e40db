import type { World } from "../world.js"

/** Complaints come in the company's language, so that readers learn not to branch on them. */
const SENTENCES = {
  missing: { en: "The resource does not exist", es: "El recurso no existe" },
  blank: { en: "can't be blank", es: "no puede estar en blanco" },
  inclusion: { en: "is not included in the list", es: "no está incluido en la lista" },
  date: { en: "is not a date", es: "no es una fecha" },
  number: { en: "is not a number", es: "no es un número" },
  taken: { en: "has already been taken", es: "ya está en uso" },
  invalid: { en: "is invalid", es: "no es válido" },
} as const

export type Sentence = keyof typeof SENTENCES
export const sentence = ({ company }: Pick<World, "company">, name: Sentence): string => SENTENCES[name][company.locale]
