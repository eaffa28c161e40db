import type { CountryCode } from "./countries.js"

type FieldType =
  | "text"
  | "long_text"
  | "date"
  | "rating"
  | "checkbox"
  | "single_choice"
  | "multiple_choice"
  | "money"
  | "cents"

export type FieldPlan = {
  slug: string
  label: string
  type: FieldType
  owner: "Employee" | "Contracts::ContractVersion" | "CustomResources::Value"
  /** Share of the owners that have a value. */
  filled: number
  options?: string[]
  required?: boolean
  /** Null: for the whole company. */
  country?: CountryCode
}

export const fieldPlans: FieldPlan[] = [
  {
    slug: "talla-camiseta",
    label: "Talla de camiseta",
    type: "single_choice",
    owner: "Employee",
    filled: 0.8,
    options: ["XS", "S", "M", "L", "XL", "XXL"],
  },
  {
    slug: "languages",
    label: "Languages",
    type: "multiple_choice",
    owner: "Employee",
    filled: 0.6,
    options: ["English", "Español", "Português", "Français", "Deutsch", "日本語"],
  },
  { slug: "parking-space", label: "Parking space", type: "text", owner: "Employee", filled: 0.25 },
  { slug: "about-me", label: "About me", type: "long_text", owner: "Employee", filled: 0.3 },
  {
    slug: "laptop-delivered-on",
    label: "Laptop delivered on",
    type: "date",
    owner: "Employee",
    filled: 0.7,
    required: true,
  },
  { slug: "onboarding-rating", label: "Onboarding rating", type: "rating", owner: "Employee", filled: 0.4 },
  { slug: "first-aider", label: "First aider", type: "checkbox", owner: "Employee", filled: 0.5 },
  { slug: "relocation-budget", label: "Relocation budget", type: "money", owner: "Employee", filled: 0.1 },
  {
    slug: "home-office-allowance",
    label: "Home office allowance (€/month)",
    type: "cents",
    owner: "Employee",
    filled: 0.35,
  },
  { slug: "never-filled", label: "Número de taquilla", type: "text", owner: "Employee", filled: 0 },
  {
    slug: "convenio",
    label: "Convenio colectivo",
    type: "single_choice",
    owner: "Employee",
    filled: 0.9,
    options: ["Oficinas y despachos", "Consultoría TIC"],
    country: "es",
  },
  { slug: "mutuelle", label: "Mutuelle dispensée", type: "checkbox", owner: "Employee", filled: 0.7, country: "fr" },
  {
    slug: "cost-approval",
    label: "Cost approval note",
    type: "text",
    owner: "Contracts::ContractVersion",
    filled: 0.15,
  },
]

export type TablePlan = { name: string; hidden: boolean; share: number; columns: FieldPlan[] }

const column = (plan: Omit<FieldPlan, "owner" | "filled">): FieldPlan => {
  return { ...plan, owner: "CustomResources::Value", filled: 1 }
}

export const tablePlans: TablePlan[] = [
  {
    name: "Certifications",
    hidden: false,
    share: 0.12,
    columns: [
      column({ slug: "certification-name", label: "Name", type: "text", required: true }),
      column({ slug: "certification-valid-until", label: "Valid until", type: "date" }),
      column({
        slug: "certification-level",
        label: "Level",
        type: "single_choice",
        options: ["Basic", "Advanced", "Expert"],
      }),
    ],
  },
  {
    name: "Equipment",
    hidden: true,
    share: 0.15,
    columns: [
      column({ slug: "equipment-serial", label: "Serial number", type: "text" }),
      column({ slug: "equipment-value", label: "Purchase value", type: "money" }),
    ],
  },
]
