namespace DuckBus.Chaos.Plan;

/// <summary>What can go wrong.</summary>
public enum FaultKind
{
    /// <summary>kill -9 of a part; its supervisor starts it again.</summary>
    KillPart,

    /// <summary>A part stands still, for less or more than its leases last, and goes on as if nothing had happened.</summary>
    PausePart,

    /// <summary>RabbitMQ stops and comes back.</summary>
    StopBroker,

    /// <summary>kill -9 of PostgreSQL.</summary>
    KillPostgres,

    /// <summary>PostgreSQL stops in good order and comes back.</summary>
    RestartPostgres,

    /// <summary>The container engine goes down with all its containers.</summary>
    RestartDocker,

    /// <summary>A connection takes its time, in both directions.</summary>
    SlowLink,

    /// <summary>Nothing goes through a connection, and nobody is told.</summary>
    StallLink,

    /// <summary>What is sent arrives, and the answers do not.</summary>
    LoseAnswers,

    /// <summary>Connections are reset, and new ones refused.</summary>
    CutLink,

    /// <summary>A small disk is full: PostgreSQL's, that of the embedded store, or a kubelet's.</summary>
    FullDisk,

    /// <summary>PostgreSQL's disk is full, and it needs room for its log at once: it ends, and its supervisor starts it again when there is room.</summary>
    FullLog,

    /// <summary>Old news comes again over the bus, in any order.</summary>
    MessageStorm,

    /// <summary>A lease says that it was renewed at another time.</summary>
    LeaseClock,
}
