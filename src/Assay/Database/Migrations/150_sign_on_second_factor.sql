-- An organisation may demand that its provider says of each sign-in that it took two factors.
alter table sign_on_provider
    add column demands_second_factor boolean not null default false,
    add column second_factor_class text not null default '' check (length(second_factor_class) <= 200);
