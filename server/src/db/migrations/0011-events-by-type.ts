/**
 * Events of a type, of an environment or of one of its accounts. Events can't be written while the indexes are built,
 * some seconds for each million; they can be read. Nothing asks for the events of one record.
 */
export const eventsByType = `
drop index event_of_record;
drop index event_of_account;
create index event_of_type on event (environment_id, type, sequence);
-- An account is of one environment, so that neither needs to name it.
create index event_of_account on event (account_id, sequence);
-- One key of both, so that no other index answers half of the question.
create index event_of_account_type on event ((account_id::text || type), sequence);
`
