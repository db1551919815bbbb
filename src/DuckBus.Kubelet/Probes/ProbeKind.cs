namespace DuckBus.Kubelet.Probes;

/// <summary>What a probe is for.</summary>
internal enum ProbeKind
{
    /// <summary>Whether the container has started: until then the other probes wait.</summary>
    Startup = 0,

    /// <summary>Whether it is alive: if not it is restarted.</summary>
    Liveness = 1,

    /// <summary>Whether it can serve: if not it gets no requests.</summary>
    Readiness = 2,
}
