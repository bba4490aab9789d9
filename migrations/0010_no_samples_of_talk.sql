-- What people say is in no statistics: the planner's samples would outlive a conversation that is forgotten.

alter table app.turn alter column text set statistics 0;
alter table app.suggestion alter column body set statistics 0;
alter table app.event alter column payload set statistics 0;
alter table app.feedback alter column final_text set statistics 0;
alter table app.check_override alter column note set statistics 0;
alter table app.idempotency alter column body set statistics 0;
