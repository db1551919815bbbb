namespace DuckBus.Store.Postgres;

/// <summary>Every statement that the store sends, once the schema stands.</summary>
internal static class Statements
{
    public static readonly SqlStatement Head = new("head", "select revision, horizon from duckbus.head");

    public static readonly SqlStatement Get = new("get resource", """
        select uid, revision, body from duckbus.resource where kind = $1 and namespace = $2 and name = $3
        """);

    /// <summary>One statement is one snapshot, so the revision and the objects belong together.</summary>
    public static readonly SqlStatement ListAll = new("list all", """
        select h.revision, r.kind, r.namespace, r.name, r.uid, r.revision, r.body
        from duckbus.head h left join duckbus.resource r on true
        """);

    public static readonly SqlStatement ListKind = new("list kind", """
        select h.revision, r.kind, r.namespace, r.name, r.uid, r.revision, r.body
        from duckbus.head h left join duckbus.resource r on r.kind = $1
        """);

    /// <summary>
    /// Orders the servers. It is the only lock that a commit ever waits for, and nothing but the next statement and the
    /// commit stands between it and its release.
    /// </summary>
    public static readonly SqlStatement LockHead = new("lock head", "select revision from duckbus.head for update");

    /// <summary>
    /// Judges every write of a batch, and makes those that stand. Sent behind <see cref="LockHead"/> in one round trip: its
    /// snapshot is taken under the lock, so it sees all that was committed before, and nothing else commits meanwhile.
    /// </summary>
    public static readonly SqlStatement Commit = new("commit writes", """
        with write as (
            select *
            from unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::jsonb[], $8::text[])
                with ordinality as w (type, kind, namespace, name, uid, expected, body, traceparent, place)
        ), judged as materialized (
            select w.*, r.revision as current,
                case
                    when w.type = 0 and r.revision is null then 0
                    when w.type = 0 then 1
                    when r.revision is null then 2
                    when r.revision <> w.expected then 3
                    else 0
                end as outcome
            from write w
            left join duckbus.resource r on r.kind = w.kind and r.namespace = w.namespace and r.name = w.name
        ), made as materialized (
            select j.*, h.revision + row_number() over (order by j.place) as revision
            from judged j cross join duckbus.head h
            where j.outcome = 0
        ), logged as (
            insert into duckbus.change (revision, kind, namespace, name, uid, type, body, traceparent, at)
            select revision, kind, namespace, name, uid, type, body, traceparent, $9 from made
        ), added as (
            insert into duckbus.resource (kind, namespace, name, uid, revision, created, body)
            select kind, namespace, name, uid, revision, $9, body from made where type = 0
        ), modified as (
            update duckbus.resource r set uid = m.uid, revision = m.revision, body = m.body
            from made m
            where m.type = 1 and r.kind = m.kind and r.namespace = m.namespace and r.name = m.name
        ), deleted as (
            delete from duckbus.resource r using made m
            where m.type = 2 and r.kind = m.kind and r.namespace = m.namespace and r.name = m.name
        ), moved as (
            update duckbus.head set revision = revision + (select count(*) from made)
        )
        select j.outcome, coalesce(m.revision, case when j.outcome = 3 then j.current end, 0)
        from judged j left join made m on m.place = j.place
        order by j.place
        """);

    /// <summary>Tells the other servers, when the transaction commits. A server ignores its own.</summary>
    public static readonly SqlStatement Notify = new("notify", "select pg_notify('duckbus_changes', $1)");

    public static readonly SqlStatement Listen = new("listen", "listen duckbus_changes");

    public static readonly SqlStatement Changes = new("read changes", """
        select revision, type, kind, namespace, name, uid, body, traceparent, at
        from duckbus.change where revision > $1 order by revision limit $2
        """);

    /// <summary>The first change, among those that may go, that is too young to go.</summary>
    public static readonly SqlStatement FirstToKeep = new("first change to keep", """
        select revision from duckbus.change where revision <= $1 and at > $2 order by revision limit 1
        """);

    public static readonly SqlStatement DropChanges = new("drop changes", "delete from duckbus.change where revision <= $1");

    public static readonly SqlStatement MoveHorizon = new("move horizon", """
        update duckbus.head set horizon = greatest(horizon, $1)
        """);

    public static readonly SqlStatement TryRelay = new("try relay lease", "select pg_try_advisory_lock(1146438475, 2)");

    public static readonly SqlStatement RelayPosition = new("relay position", """
        select greatest(r.position, h.horizon) from duckbus.relay r cross join duckbus.head h
        """);

    public static readonly SqlStatement AdvanceRelay = new("advance relay", """
        update duckbus.relay set position = greatest(position, $1)
        """);

    public static readonly SqlStatement Ping = new("ping", "select 1");
}
