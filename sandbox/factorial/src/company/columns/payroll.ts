/** Columns of the payroll tables as Factorial's newest answers name them, `id` left out. */
export const payrollColumns = {
  "banking/bank_accounts": `
    external_id currency country account_number account_number_type sort_code bic iban routing_number
    account_balance_cents available_balance_cents pending_balance_cents beneficiary_name bank_name account_alias
    updated_at legal_entity_id`,
  "banking/card_payments": `
    card_id amount_cents currency merchant_name merchant_amount_cents merchant_currency approved external_created_at
    status type exchange_rate rejected_reason created_at`,
  "banking/transactions": `
    bank_account_id amount_cents balance_after_cents currency type description booking_date value_date
    card_payment_id updated_at`,
  "bookkeepers_management/incidences": `
    employee_id legal_entity_id name custom_name target_id target_type starts_on ends_on read_at status company_id
    message_from has_message created_at is_reopened legal_entity_name employee_first_name employee_last_name`,
  "compensations/additional_compensations": `
    contract_version_id company_id payroll_concept_id employee_id recurrence first_payment_on description
    amount_strategy_type amount_strategy_id amount upper_limit per_worked_day_definition created_at updated_at`,
  "compensations/concepts": `
    category company_id default description label name translated_name unit_name unit_type enabled created_at
    updated_at`,
  "compensations/cycles": `
    company_id recurrence first_payment currency country closure_day alerts_day archived_at created_at updated_at`,
  "compensations/employees_compensations": `
    payroll_run_employee_id payroll_concept_id payroll_run_id amount_strategy_type amount amount_is_overwritten
    result_type source_type source_id created_by_employee_id last_updated_by_employee_id created_at updated_at`,
  "compensations/payroll_results": `
    payroll_run_id payroll_run_employee_id payroll_concept_id amount_strategy_type amount amount_is_overwritten
    source_type source_id created_at updated_at`,
  "compensations/payroll_run_employees_compensations": `
    payroll_run_employee_id payroll_concept_id payroll_run_id result_type amount_strategy_type created_at updated_at
    amount`,
  "compensations/payroll_runs": `
    label starts_on ends_on status locked locked_at cycle_id company_id payment_type closure_date alerts_date
    created_at updated_at`,
  "employee_updates/absences": `
    status employee_id employee_full_name approved description start_on prev_start_on finish_on prev_finish_on
    half_day hours_amount_in_cents leave_type_id leave_type_name`,
  "employee_updates/contract_changes": `
    status effective_on starts_on ends_on employee_id job_title job_role job_level has_payroll salary_amount
    salary_frequency working_week_days working_hours working_hours_frequency country es_has_teleworking_contract
    es_cotization_group es_contract_observations es_job_description es_contract_type_id es_contract_type_name
    es_trial_period_ends_on es_working_day_type_id es_education_level_id es_professional_category_id
    fr_employee_type fr_forfait_jours fr_jours_par_an fr_coefficient fr_level_id fr_level_name fr_step_id
    fr_step_name fr_mutual_id fr_mutual_name fr_professional_category_id fr_professional_category_name
    fr_work_type_id fr_work_type_name fr_contract_type_id fr_contract_type_name compensation_ids de_contract_type_id
    de_contract_type_name pt_contract_type_id pt_contract_type_name created_at updated_at`,
  "employee_updates/new_hires": `
    status employee_id first_name last_name birth_name identifier identifier_type payroll_identifier work_email
    phone_number gender job_title address city country state postal_code date_of_birth nationality start_date
    contract_effective_date contract_end_date bank_account salary_amount_in_cents salary_frequency working_hours
    working_hours_frequency social_security_number manager_id tax_id legal_entity_id workplace_id`,
  "employee_updates/personal_changes": `
    status employee_id work_email phone_number identifier_type identifier social_security_number tax_id first_name
    last_name gender date_of_birth nationality address_line_1 address_line_2 postal_code city state country
    bank_number job_title workplace_id`,
  "employee_updates/summaries": "employee_id legal_entity_id status type starts_on ends_on created_at",
  "employee_updates/terminations": `
    status employee_id terminated_on contract_end_date termination_reason termination_observations legal_entity_id
    remaining_holidays termination_reason_type termination_type_description`,
  "finance/cost_center_memberships": "employee_id cost_center_id start_date end_date percentage",
  "finance/cost_centers": `
    name company_id legal_entity_id code description active_employees_count historical_employees_count status
    deactivation_date`,
  "marketplace/installation_settings": `
    leave_types timeoff_allowance_code company_code consultant_id legal_entities locations payroll_concept_codes`,
  "payroll/family_situations": "employee_id civil_status number_of_dependants",
  "payroll/supplements": `
    employee_id company_id contracts_compensation_id contracts_taxonomy_id amount_in_cents unit effective_on
    created_at updated_at description payroll_policy_period_id employee_observations raw_minutes_in_cents
    minutes_in_cents equivalent_minutes_in_cents currency legal_entity_id`,
  "payroll_employees/german_employee_data": `
    employee_id birth_name country_of_birth place_of_birth work_permit_expiration_date
    residency_permit_expiration_date certificate_of_study_expiration_date health_insurer_company_number
    contribution_class_health_insurance contribution_class_unemployment_insurance
    contribution_class_pension_insurance contribution_class_nursing_insurance
    additional_contribution_to_nursing_insurance tax_class requested_annual_allowance factor annual_tax_allowance
    monthly_tax_allowance child_tax_allowance denomination spouses_denomination personnel_leasing
    highest_level_of_professional_training highest_level_of_education`,
  "payroll_employees/identifiers": "employee_id social_security_number tax_id country",
  "payroll_integrations_base/codes": "company_id code codeable_id codeable_type integration",
} as const
