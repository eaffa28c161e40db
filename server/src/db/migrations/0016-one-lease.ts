/** Who works for an account or a webhook: one table for all kinds of work, instead of columns here and there. */
export const oneLease = `
create table lease (
  work text not null,
  account_id uuid references integrated_account on delete cascade,
  webhook_id uuid references webhook on delete cascade,
  holder uuid not null,
  until timestamptz not null,
  unique (work, account_id),
  unique (work, webhook_id),
  check (num_nonnulls(account_id, webhook_id) = 1)
);
drop table inbound_lease;
alter table sync_account drop column fence, drop column lease_until;
alter table webhook drop column lease_holder, drop column lease_until;
alter table integrated_account drop column refresh_lease_until, drop column refresh_holder;
`
