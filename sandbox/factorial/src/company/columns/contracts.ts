/** Columns of the contracts tables as Factorial's newest answers name them, `id` left out. */
export const contractsColumns = {
  "contracts/compensations": `
    contract_version_id contracts_taxonomy_id description compensation_type amount unit sync_with_supplements
    payroll_policy_id recurrence_count starts_on recurrence first_payment_on calculation currency time_condition
    minimum_amount_of_hours minimum_amount_of_hours_in_cents`,
  "contracts/contract_activity_periods": `
    contract_id employee_id type activity_period_starts_on activity_period_ends_on`,
  "contracts/contract_templates": "company_id contract_version_type",
  "contracts/contract_version_histories": `
    employee_id effective_on country job_title job_catalog_level_id job_catalog_tree_node_uuid starts_on ends_on
    has_payroll salary_amount salary_frequency working_week_days working_hours working_hours_frequency
    max_legal_yearly_hours maximum_weekly_hours original_contract_version_id contracts_contract_version_id
    changed_at trial_period_ends_on has_trial_period author action_type adjusted_daily_minutes created_at updated_at
    es_has_teleworking_contract es_cotization_group es_contract_observations es_job_description es_contract_type_id
    es_working_day_type_id es_education_level_id es_professional_category_id es_contribution_type_id
    es_agreement_code_id es_cno_occupation_id es_tariff_group_id es_occupation_code_id es_classification_id
    fr_employee_type fr_forfait_jours fr_jours_par_an fr_jours_par_an_cents fr_coefficient fr_contract_type_id
    fr_level_id fr_step_id fr_mutual_id fr_professional_category_id fr_work_type_id de_contract_type_id
    de_base_salary_type_id pt_contract_type_id`,
  "contracts/contract_version_meta_data": "contract_version_id action_type",
  "contracts/contract_versions": `
    company_id employee_id effective_on country contracts_contract_id job_title job_catalog_level_id
    job_catalog_tree_node_uuid starts_on ends_on has_payroll has_trial_period trial_period_ends_on salary_amount
    salary_currency salary_frequency working_week_days working_hours working_hours_frequency max_legal_yearly_hours
    maximum_weekly_hours bank_holiday_treatment working_time_percentage_in_cents annual_working_time_distribution
    version_data min_rest_minutes_between_days max_work_minutes_per_day max_work_days_in_row min_rest_hours_in_row
    created_at updated_at es_has_teleworking_contract es_cotization_group contracts_es_tariff_group_id
    es_contract_observations es_job_description es_contract_type_id es_working_day_type_id es_education_level_id
    es_professional_category_id fr_employee_type fr_forfait_jours fr_jours_par_an fr_coefficient fr_contract_type_id
    fr_level_id fr_step_id fr_mutual_id fr_professional_category_id fr_work_type_id de_contract_type_id
    de_base_salary_type_id pt_contract_type_id`,
  "contracts/contracts": "employee_id country company_id legal_entity_id starts_on ends_on is_discontinuous schedule",
  "contracts/french_contract_types": "name",
  "contracts/german_contract_types": "name",
  "contracts/portuguese_contract_types": "name",
  "contracts/spanish_contract_types": "name default contracts_contract_template_id",
  "contracts/spanish_education_levels": "name default contracts_contract_template_id",
  "contracts/spanish_professional_categories": "name default contracts_contract_template_id",
  "contracts/spanish_working_day_types": "name default contracts_contract_template_id",
  "contracts/taxonomies": "name archived default legal_entity_id",
} as const
